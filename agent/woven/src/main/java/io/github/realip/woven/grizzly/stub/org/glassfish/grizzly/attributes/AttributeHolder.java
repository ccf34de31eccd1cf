package io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.attributes;

/** What templates name of it. */
public interface AttributeHolder {
  Object getAttribute(String name);

  void setAttribute(String name, Object value);
}
