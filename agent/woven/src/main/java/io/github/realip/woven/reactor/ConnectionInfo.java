package io.github.realip.woven.reactor;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.netty.stub.io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.BiFunction;

/**
 * Decides where Reactor Netty notes for each request who its peer is: the head is whole, trailers are kept apart, and a
 * request that cannot be decoded never comes here. A handler of the application's own that has written an address keeps
 * it.
 */
@SuppressWarnings("unchecked")
abstract class ConnectionInfo {

  abstract InetSocketAddress getRemoteAddress();

  abstract ConnectionInfo withRemoteAddress(InetSocketAddress address);

  static ConnectionInfo from(HttpRequest request, boolean secured, SocketAddress local, SocketAddress peer,
      BiFunction<?, ?, ?> handler) {
    ConnectionInfo info = RealIp.original();
    try {
      if (!(peer instanceof InetSocketAddress)) {
        return info;
      }
      Object head = RealIp.head.apply(peer, null);
      while (head instanceof BiFunction) {
        head = ((BiFunction<Object, Object, Object>) head).apply(peer, request.headers().getAll(head.toString()));
      }
      Object client = RealIp.unnamed.apply(RealIp.client.apply(head, peer), null);
      InetSocketAddress written = info.getRemoteAddress();
      if (written == peer) {
        return info.withRemoteAddress((InetSocketAddress) client);
      }
      RealIp.seen.apply(written, new Object[] {"reactor-forwarded", client});
      return info;
    } catch (Throwable any) {
      return info;
    }
  }
}
