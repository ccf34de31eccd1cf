package io.github.realip.woven.vertx;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.vertx.stub.io.vertx.core.Context;
import io.github.realip.woven.vertx.stub.io.vertx.core.internal.ContextInternal;
import io.github.realip.woven.vertx.stub.io.vertx.core.internal.http.HttpServerRequestInternal;
import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;
import java.util.Map;

/** As {@link ForwardedRequest}, since Vert.x 5. */
abstract class ForwardedRequestOfVertx5 {

  HttpServerRequestInternal delegate;

  public SocketAddress remoteAddress() {
    SocketAddress written = RealIp.original();
    try {
      SocketAddress own = delegate.remoteAddress();
      if (written == own) {
        return own;
      }
      Context asked = delegate.context();
      Map<Object, Object> kept = asked.getLocal(ContextInternal.LOCAL_MAP);
      Object[] decided = kept == null ? null : (Object[]) kept.get(RealIp.key);
      if (decided != null) {
        RealIp.seen.apply(written.host(), new Object[] {"vertx-forward", decided[1]});
      }
      return (SocketAddress) RealIp.own.apply(written, own);
    } catch (Throwable any) {
      return written;
    }
  }
}
