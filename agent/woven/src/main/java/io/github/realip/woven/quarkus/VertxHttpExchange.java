package io.github.realip.woven.quarkus;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.vertx.stub.io.vertx.core.http.HttpServerRequest;
import io.github.realip.woven.vertx.stub.io.vertx.core.http.impl.HttpServerRequestInternal;
import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;

/**
 * Servlets get what the request of Vert.x has kept. Quarkus's forwarding wraps that request before the exchange sees
 * it, but the connection still has its peer.
 */
abstract class VertxHttpExchange {

  HttpServerRequest request;

  @InsteadOfCall(in = "getSourceAddress")
  static SocketAddress remoteAddress(HttpServerRequest request) {
    return (SocketAddress) RealIp.peer.apply(request.remoteAddress(), request.connection().remoteAddress());
  }

  public InetSocketAddress getSourceAddress() {
    InetSocketAddress peer = RealIp.original();
    try {
      Object[] decided = ((HttpServerRequestInternal) request).context().getLocal(RealIp.key);
      if (decided == null) {
        return peer;
      }
      InetSocketAddress kept = (InetSocketAddress) decided[1];
      return kept.getAddress().equals(peer.getAddress()) ? kept : (InetSocketAddress) RealIp.own.apply(peer, kept);
    } catch (Throwable any) {
      return peer;
    }
  }
}
