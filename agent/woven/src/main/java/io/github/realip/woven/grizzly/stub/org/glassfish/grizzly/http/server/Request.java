package io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.server;

/** What templates name of it. */
public abstract class Request {
  public abstract Object getAttribute(String name);

  public abstract String getRemoteAddr();

  public abstract int getServerPort();

  public abstract Iterable<String> getHeaders(String name);
}
