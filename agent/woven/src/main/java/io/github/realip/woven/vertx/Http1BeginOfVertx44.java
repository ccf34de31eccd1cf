package io.github.realip.woven.vertx;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;

/** As {@link Http1Begin}, in Vert.x 4.4 and 4.5. */
abstract class Http1BeginOfVertx44 {

  abstract SocketAddress remoteAddress();

  void handleBegin(boolean writable, boolean keepAlive) {
    try {
      remoteAddress();
    } catch (Throwable any) {
      // then the peer
    }
    RealIp.original();
  }
}
