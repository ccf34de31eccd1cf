package io.github.realip.woven.vertx;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;

/** HTTP/1 begins with a request whose head is whole, pipelined or not: before metrics and handlers. */
abstract class Http1Begin {

  abstract SocketAddress remoteAddress();

  void handleBegin(boolean keepAlive) {
    try {
      remoteAddress();
    } catch (Throwable any) {
      // then the peer
    }
    RealIp.original();
  }
}
