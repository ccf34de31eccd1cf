package io.github.realip.woven.undertow;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.undertow.stub.io.undertow.server.HttpHandler;
import io.github.realip.woven.undertow.stub.io.undertow.server.HttpServerExchange;
import io.github.realip.woven.undertow.stub.io.undertow.util.HeaderMap;
import java.net.InetSocketAddress;
import java.util.function.BiFunction;

/**
 * Decides where the head is complete and no handler has seen it yet: the trailers of HTTP/2 are put among the headers
 * later. The answer is kept in the exchange's own field, and a later dispatch finds it there.
 */
@SuppressWarnings("unchecked")
abstract class Connectors {

  static void executeRootHandler(HttpHandler handler, HttpServerExchange exchange) {
    try {
      InetSocketAddress peer = exchange.getSourceAddress();
      HeaderMap headers = exchange.getRequestHeaders();
      Object head = RealIp.head.apply(peer, null);
      while (head instanceof BiFunction) {
        head = ((BiFunction<Object, Object, Object>) head).apply(peer, headers.get(head.toString()));
      }
      Object client = RealIp.client.apply(head, peer);
      if (client != peer) {
        exchange.setSourceAddress((InetSocketAddress) client);
      }
    } catch (Throwable any) {
      // the exchange has its peer as answer
    }
    RealIp.original();
  }
}
