package io.github.realip.woven.undertow;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.undertow.stub.io.undertow.util.HeaderMap;
import java.net.InetSocketAddress;
import java.util.function.BiFunction;

/**
 * Decides when {@code Connectors.executeRootHandler} begins, before any handler: the head is whole, and trailers of
 * HTTP/2, which Undertow merges into the headers, can only come later. Each dispatch begins in the same way again; a
 * source address says that the request was decided, whoever has written it since.
 */
@SuppressWarnings("unchecked")
abstract class HttpServerExchange {

  InetSocketAddress sourceAddress;

  abstract HeaderMap getRequestHeaders();

  abstract InetSocketAddress getSourceAddress();

  HttpServerExchange setInCall(boolean inCall) {
    try {
      if (inCall && sourceAddress == null) {
        InetSocketAddress peer = getSourceAddress();
        sourceAddress = peer; // whatever fails now, no dispatch decides later
        Object head = RealIp.head.apply(peer, null);
        while (head instanceof BiFunction) {
          head = ((BiFunction<Object, Object, Object>) head).apply(peer, getRequestHeaders().get(head.toString()));
        }
        sourceAddress = (InetSocketAddress) RealIp.client.apply(head, peer);
      }
    } catch (Throwable any) {
      // then the peer
    }
    return RealIp.original();
  }
}
