package io.github.realip.woven.undertow;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.undertow.stub.io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;
import java.util.function.BiFunction;

/** The handler may do all its work but write the address. */
@SuppressWarnings("unchecked")
abstract class ForwardedHandler {

  @InsteadOfCall(in = "handleRequest")
  static HttpServerExchange setSourceAddress(HttpServerExchange exchange, InetSocketAddress written) {
    return exchange.setSourceAddress((InetSocketAddress) RealIp.own.apply(
        ((BiFunction<Object, Object, Object>) RealIp.seen.apply("undertow-forwarded", null))
            .apply(written, exchange.getSourceAddress()),
        exchange.getSourceAddress()));
  }
}
