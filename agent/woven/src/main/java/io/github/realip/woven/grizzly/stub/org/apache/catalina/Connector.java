package io.github.realip.woven.grizzly.stub.org.apache.catalina;

/** What templates name of it. */
public interface Connector {
  boolean getAuthPassthroughEnabled();
}
