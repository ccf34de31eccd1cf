package io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server;

/** What templates name of it. */
public abstract class HttpOutput {
  public abstract HttpChannel getHttpChannel();
}
