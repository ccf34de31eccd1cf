package io.github.realip.woven.quarkus;

import io.github.realip.woven.RealIp;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Decides when {@code Connectors.executeRootHandler} begins, before any handler: Vert.x has read the head to its end,
 * and keeps trailers apart. Each dispatch begins in the same way again; a source address says that the request was
 * decided, whoever has written it since. What Vert.x has decided already is not decided, nor counted, once more.
 */
@SuppressWarnings("unchecked")
abstract class HttpServerExchange {

  InetSocketAddress sourceAddress;

  abstract List<String> getRequestHeaders(String name);

  abstract InetSocketAddress getSourceAddress();

  public void beginExecutingHandlerChain() {
    try {
      if (sourceAddress == null) {
        InetSocketAddress peer = getSourceAddress();
        boolean isDecided = peer == getSourceAddress(); // Vert.x keeps its answer, and makes an address each time else
        sourceAddress = peer; // whatever fails now, no dispatch decides later
        if (!isDecided) {
          Object head = RealIp.head.apply(peer, null);
          while (head instanceof BiFunction) {
            head = ((BiFunction<Object, Object, Object>) head).apply(peer, getRequestHeaders(head.toString()));
          }
          sourceAddress = (InetSocketAddress) RealIp.client.apply(head, peer);
        }
      }
    } catch (Throwable any) {
      // then the peer
    }
    RealIp.original();
  }
}
