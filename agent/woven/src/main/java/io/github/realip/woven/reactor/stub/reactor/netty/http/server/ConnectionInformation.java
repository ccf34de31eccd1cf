package io.github.realip.woven.reactor.stub.reactor.netty.http.server;

import java.net.SocketAddress;

/** What templates name of it. */
public interface ConnectionInformation {
  SocketAddress remoteAddress();
}
