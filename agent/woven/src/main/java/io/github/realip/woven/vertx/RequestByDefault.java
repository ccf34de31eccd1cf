package io.github.realip.woven.vertx;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.vertx.stub.io.vertx.core.http.impl.HttpServerRequestInternal;
import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;

/**
 * Wrappers that say nothing of the address, those of Quarkus among them, ask the connection; they get what is kept for
 * their request, if that is the request's connection.
 */
interface RequestByDefault {

  default SocketAddress remoteAddress() {
    SocketAddress peer = RealIp.original();
    try {
      if (!(this instanceof HttpServerRequestInternal)) {
        return peer;
      }
      Object[] decided = ((HttpServerRequestInternal) this).context().getLocal(RealIp.key);
      return decided == null || decided[2] != peer ? peer : (SocketAddress) decided[0];
    } catch (Throwable any) {
      return peer;
    }
  }
}
