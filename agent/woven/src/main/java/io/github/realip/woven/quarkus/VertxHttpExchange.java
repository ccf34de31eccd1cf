package io.github.realip.woven.quarkus;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.quarkus.stub.io.vertx.core.http.HttpServerRequest;
import io.github.realip.woven.quarkus.stub.io.vertx.core.net.SocketAddress;

/** Quarkus's forwarding wraps the request before the exchange sees it, but the connection still has its peer. */
abstract class VertxHttpExchange {

  @InsteadOfCall(in = "getSourceAddress")
  static SocketAddress remoteAddress(HttpServerRequest request) {
    return (SocketAddress) RealIp.peer.apply(request.remoteAddress(), request.connection().remoteAddress());
  }
}
