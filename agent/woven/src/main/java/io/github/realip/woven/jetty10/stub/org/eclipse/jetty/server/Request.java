package io.github.realip.woven.jetty10.stub.org.eclipse.jetty.server;

import java.net.InetSocketAddress;

/** What templates name of it. */
public abstract class Request {
  public abstract InetSocketAddress getRemoteInetSocketAddress();

  public abstract void setRemoteAddr(InetSocketAddress address);
}
