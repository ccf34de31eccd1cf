package io.github.realip.woven.vertx;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.vertx.stub.io.vertx.core.http.ServerWebSocket;
import io.github.realip.woven.vertx.stub.io.vertx.core.impl.ContextInternal;
import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;

/** A WebSocket of a server has the client of its handshake, whose context it goes on with. */
abstract class WebSocket {

  ContextInternal context;

  public SocketAddress remoteAddress() {
    SocketAddress peer = RealIp.original();
    try {
      if (!((Object) this instanceof ServerWebSocket)) { // a client's may have been opened while a request is handled
        return peer;
      }
      Object[] decided = context.getLocal(RealIp.key);
      return decided == null ? peer : (SocketAddress) decided[0];
    } catch (Throwable any) {
      return peer;
    }
  }
}
