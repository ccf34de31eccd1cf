package io.github.realip.woven.quarkus;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.vertx.stub.io.vertx.core.http.HttpServerRequest;
import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;

/** The names among them are looked up in the address family of the peer. */
abstract class TrustedProxyNames {

  @InsteadOfCall(in = "lookupHostNamesAndHandleRequest")
  static SocketAddress remoteAddress(HttpServerRequest request) {
    return (SocketAddress) RealIp.peer.apply(request.remoteAddress(), request.connection().remoteAddress());
  }
}
