package io.github.realip.woven.reactor.stub.reactor.netty.http.server;

import java.net.InetSocketAddress;

/** What templates name of it. */
public abstract class ConnectionInfo {
  public abstract InetSocketAddress getRemoteAddress();

  public abstract ConnectionInfo withRemoteAddress(InetSocketAddress address);
}
