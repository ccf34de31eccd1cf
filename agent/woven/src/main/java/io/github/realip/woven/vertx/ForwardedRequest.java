package io.github.realip.woven.vertx;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.vertx.stub.io.vertx.core.http.impl.HttpServerRequestInternal;
import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;

/** The request that vertx-web makes of headers with {@code allowForward}: only scheme and host are its own. */
abstract class ForwardedRequest {

  HttpServerRequestInternal delegate;

  public SocketAddress remoteAddress() {
    SocketAddress written = RealIp.original();
    try {
      SocketAddress own = delegate.remoteAddress();
      if (written == own) {
        return own;
      }
      Object[] decided = delegate.context().getLocal(RealIp.key);
      if (decided != null) {
        RealIp.seen.apply(written.host(), new Object[] {"vertx-forward", decided[1]});
      }
      return (SocketAddress) RealIp.own.apply(written, own);
    } catch (Throwable any) {
      return written;
    }
  }
}
