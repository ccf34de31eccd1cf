package io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.server;

import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.HttpRequestPacket;

/** What templates name of it. */
public abstract class Request {
  public abstract HttpRequestPacket getRequest();

  public abstract String getRemoteAddr();

  public abstract int getServerPort();
}
