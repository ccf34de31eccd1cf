package io.github.realip.woven.undertow;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.undertow.stub.io.undertow.server.HttpHandler;
import io.github.realip.woven.undertow.stub.io.undertow.server.HttpServerExchange;
import io.github.realip.woven.undertow.stub.io.undertow.server.protocol.ajp.AjpServerConnection;
import java.net.InetSocketAddress;
import java.util.function.BiFunction;

/**
 * Decides requests of AJP: they have a source address from the beginning, and it is the peer, the web server's. The
 * connection's root handler is what they are given to first; dispatches name another.
 */
@SuppressWarnings("unchecked")
abstract class AjpConnectors {

  public static void executeRootHandler(HttpHandler handler, HttpServerExchange exchange) {
    try {
      if (exchange.getConnection() instanceof AjpServerConnection
          && ((AjpServerConnection) exchange.getConnection()).getRootHandler() == handler) {
        InetSocketAddress peer = exchange.getSourceAddress();
        Object head = null;
        if (!peer.equals(exchange.getConnection().getPeerAddress())) { // else the web server has not said its peer
          head = RealIp.head.apply(peer, null);
          while (head instanceof BiFunction) {
            head = ((BiFunction<Object, Object, Object>) head).apply(peer,
                exchange.getRequestHeaders().get(head.toString()));
          }
        }
        exchange.setSourceAddress((InetSocketAddress) RealIp.client.apply(head, peer));
      }
    } catch (Throwable any) {
      // then the peer
    }
    RealIp.original();
  }
}
