package io.github.realip.woven.undertow;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.undertow.stub.io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;

/** The handler may do all its work but write the address. */
abstract class ProxyPeerAddressHandler {

  @InsteadOfCall(in = "handleRequest")
  static HttpServerExchange setSourceAddress(HttpServerExchange exchange, InetSocketAddress written) {
    return exchange.setSourceAddress((InetSocketAddress) RealIp.own.apply(
        RealIp.seen.apply(written, new Object[] {"undertow-proxy-peer-address", exchange.getSourceAddress()}),
        exchange.getSourceAddress()));
  }
}
