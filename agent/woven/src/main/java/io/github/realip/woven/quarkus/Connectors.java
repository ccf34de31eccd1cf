package io.github.realip.woven.quarkus;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.quarkus.stub.io.undertow.server.HttpHandler;
import io.github.realip.woven.quarkus.stub.io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;
import java.util.function.BiFunction;

/**
 * Decides where the head is complete and no handler has seen it yet. The answer is kept in the exchange's own
 * field, and a later dispatch finds it there.
 */
@SuppressWarnings("unchecked")
abstract class Connectors {

  static void executeRootHandler(HttpHandler handler, HttpServerExchange exchange) {
    try {
      InetSocketAddress peer = exchange.getSourceAddress();
      Object head = RealIp.head.apply(peer, null);
      while (head instanceof BiFunction) {
        head = ((BiFunction<Object, Object, Object>) head).apply(peer, exchange.getRequestHeaders(head.toString()));
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
