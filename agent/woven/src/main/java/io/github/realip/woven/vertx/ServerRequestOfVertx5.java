package io.github.realip.woven.vertx;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.netty.stub.io.netty.handler.codec.DecoderResult;
import io.github.realip.woven.vertx.stub.io.vertx.core.MultiMap;
import io.github.realip.woven.vertx.stub.io.vertx.core.internal.ContextInternal;
import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;
import io.github.realip.woven.vertx.stub.io.vertx.core.net.impl.SocketAddressImpl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** As {@link ServerRequest}, since Vert.x 5. */
@SuppressWarnings("unchecked")
abstract class ServerRequestOfVertx5 {

  ContextInternal context;

  abstract MultiMap headers();

  abstract DecoderResult decoderResult();

  public SocketAddress remoteAddress() {
    SocketAddress peer = RealIp.original();
    try {
      if (!(peer instanceof SocketAddressImpl) || context.unwrap() == context) {
        return peer; // a context that is not of one request alone keeps nothing of it
      }
      ConcurrentMap<Object, Object> kept = context.localContextData();
      Object[] decided = (Object[]) kept.get(RealIp.key);
      if (decided == null) {
        InetAddress address = ((SocketAddressImpl) peer).ipAddress();
        if (address == null || !decoderResult().isSuccess()) {
          return peer;
        }
        InetSocketAddress socket = new InetSocketAddress(address, peer.port());
        decided = new Object[] {peer, socket, peer};
        kept.put(RealIp.key, decided); // whatever fails now, no later question decides
        Object head = RealIp.head.apply(socket, null);
        while (head instanceof BiFunction) {
          head = ((BiFunction<Object, Object, Object>) head).apply(socket, headers().getAll(head.toString()));
        }
        InetSocketAddress client = (InetSocketAddress) RealIp.client.apply(head, socket);
        decided[1] = client;
        String text = client instanceof Supplier ? ((Supplier<String>) client).get() : null;
        if (text != null) {
          decided[0] = SocketAddress.inetSocketAddress(peer.port(), text);
        }
      }
      return (SocketAddress) decided[0];
    } catch (Throwable any) {
      return peer;
    }
  }
}
