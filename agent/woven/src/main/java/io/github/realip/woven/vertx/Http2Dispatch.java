package io.github.realip.woven.vertx;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.vertx.stub.io.vertx.core.Handler;
import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;

/** HTTP/2 up to Vert.x 5.0 gives a request to its handler; if metrics have asked before, it is decided. */
abstract class Http2Dispatch {

  abstract SocketAddress remoteAddress();

  public void dispatch(Handler<?> handler) {
    try {
      remoteAddress();
    } catch (Throwable any) {
      // then the peer
    }
    RealIp.original();
  }
}
