package io.github.realip.woven.vertx;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.vertx.stub.io.vertx.core.Context;
import io.github.realip.woven.vertx.stub.io.vertx.core.http.ServerWebSocket;
import io.github.realip.woven.vertx.stub.io.vertx.core.internal.ContextInternal;
import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;
import java.util.Map;

/** As {@link WebSocket}, since Vert.x 5. */
abstract class WebSocketOfVertx5 {

  ContextInternal context;

  public SocketAddress remoteAddress() {
    SocketAddress peer = RealIp.original();
    try {
      if (!((Object) this instanceof ServerWebSocket)) { // a client's may have been opened while a request is handled
        return peer;
      }
      Context asked = context;
      Map<Object, Object> kept = asked.getLocal(ContextInternal.LOCAL_MAP);
      Object[] decided = kept == null ? null : (Object[]) kept.get(RealIp.key);
      return decided == null ? peer : (SocketAddress) decided[0];
    } catch (Throwable any) {
      return peer;
    }
  }
}
