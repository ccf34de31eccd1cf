package io.github.realip.woven.micronaut;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.netty.stub.io.netty.channel.socket.SocketChannel;
import io.github.realip.woven.netty.stub.io.netty.handler.codec.http.HttpHeaders;
import io.github.realip.woven.netty.stub.io.netty.util.Attribute;
import io.github.realip.woven.netty.stub.io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** As {@link LoggedAddress}, in versions that ask with the channel itself, as 3 does. */
@SuppressWarnings("unchecked")
abstract class LoggedAddressOfChannel {

  public String onRequestHeaders(SocketChannel channel, String method, HttpHeaders headers, String uri,
      String protocol) {
    try {
      AttributeKey<Object[]> key = AttributeKey.valueOf(RealIp.key);
      Attribute<Object[]> kept = channel.attr(key);
      Object[] decided = kept.get();
      if (decided == null || decided[0] != headers) {
        decided = new Object[] {headers, null, null};
        kept.set(decided);
      }
      if (decided[1] == null) {
        InetSocketAddress peer = channel.remoteAddress();
        decided[1] = peer;
        Object head = RealIp.head.apply(peer, null);
        while (head instanceof BiFunction) {
          head = ((BiFunction<Object, Object, Object>) head).apply(peer, headers.getAll(head.toString()));
        }
        decided[1] = (InetSocketAddress) RealIp.unnamed.apply(RealIp.client.apply(head, peer), null);
      }
      InetSocketAddress client = (InetSocketAddress) RealIp.own.apply(null, decided[1]);
      if (client != null) {
        String text = client instanceof Supplier ? ((Supplier<String>) client).get() : null;
        return text != null ? text : client.getAddress().getHostAddress();
      }
    } catch (Throwable any) {
      // then its own answer
    }
    return RealIp.original();
  }
}
