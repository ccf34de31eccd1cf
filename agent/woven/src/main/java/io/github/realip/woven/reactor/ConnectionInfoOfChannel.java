package io.github.realip.woven.reactor;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.netty.stub.io.netty.channel.Channel;
import io.github.realip.woven.netty.stub.io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.BiFunction;

/** As {@link ConnectionInfo}, before Reactor Netty 1.2. */
@SuppressWarnings("unchecked")
abstract class ConnectionInfoOfChannel {

  abstract InetSocketAddress getRemoteAddress();

  abstract ConnectionInfoOfChannel withRemoteAddress(InetSocketAddress address);

  static ConnectionInfoOfChannel from(Channel channel, HttpRequest request, boolean secured, SocketAddress peer,
      BiFunction<?, ?, ?> handler) {
    ConnectionInfoOfChannel info = RealIp.original();
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
