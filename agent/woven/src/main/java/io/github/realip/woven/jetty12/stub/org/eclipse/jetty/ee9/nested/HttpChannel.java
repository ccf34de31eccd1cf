package io.github.realip.woven.jetty12.stub.org.eclipse.jetty.ee9.nested;

/** What templates name of it. */
public abstract class HttpChannel {
  public abstract Request getRequest();
}
