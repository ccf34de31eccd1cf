package io.github.realip.woven.vertx;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.vertx.stub.io.vertx.core.Context;
import io.github.realip.woven.vertx.stub.io.vertx.core.internal.ContextInternal;
import io.github.realip.woven.vertx.stub.io.vertx.core.internal.http.HttpServerRequestInternal;
import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;
import java.util.Map;

/** As {@link RequestByDefault}, since Vert.x 5. */
interface RequestByDefaultOfVertx5 {

  default SocketAddress remoteAddress() {
    SocketAddress peer = RealIp.original();
    try {
      if (!(this instanceof HttpServerRequestInternal)) {
        return peer;
      }
      Context asked = ((HttpServerRequestInternal) this).context();
      Map<Object, Object> kept = asked.getLocal(ContextInternal.LOCAL_MAP);
      Object[] decided = kept == null ? null : (Object[]) kept.get(RealIp.key);
      return decided == null || decided[2] != peer ? peer : (SocketAddress) decided[0];
    } catch (Throwable any) {
      return peer;
    }
  }
}
