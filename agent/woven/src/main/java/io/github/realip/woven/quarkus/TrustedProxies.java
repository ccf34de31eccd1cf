package io.github.realip.woven.quarkus;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.vertx.stub.io.vertx.core.http.HttpServerRequest;
import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;

/** Whether {@code quarkus.http.proxy.trusted-proxies} has somebody is asked of the peer, not of the client. */
abstract class TrustedProxies {

  @InsteadOfCall(in = "resolveProxyIpAndHandleRequest")
  static SocketAddress remoteAddress(HttpServerRequest request) {
    return (SocketAddress) RealIp.peer.apply(request.remoteAddress(), request.connection().remoteAddress());
  }
}
