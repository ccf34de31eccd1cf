package io.github.realip.woven.vertx;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.netty.stub.io.netty.handler.codec.DecoderResult;
import io.github.realip.woven.vertx.stub.io.vertx.core.MultiMap;
import io.github.realip.woven.vertx.stub.io.vertx.core.impl.ContextInternal;
import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;
import io.github.realip.woven.vertx.stub.io.vertx.core.net.impl.SocketAddressImpl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Decides at the first question, which another template asks before any handler of the application; a head that could
 * not be decoded is never decided. The context that Vert.x makes for each request keeps the answer, as the application
 * and as the agent know it, and the peer.
 */
@SuppressWarnings("unchecked")
abstract class ServerRequest {

  ContextInternal context;

  abstract MultiMap headers();

  abstract DecoderResult decoderResult();

  public SocketAddress remoteAddress() {
    SocketAddress peer = RealIp.original();
    try {
      if (!(peer instanceof SocketAddressImpl) || context.unwrap() == context) {
        return peer; // a context that is not of one request alone keeps nothing of it
      }
      Object[] decided = context.getLocal(RealIp.key);
      if (decided == null) {
        InetAddress address = ((SocketAddressImpl) peer).ipAddress();
        if (address == null || !decoderResult().isSuccess()) {
          return peer;
        }
        InetSocketAddress socket = new InetSocketAddress(address, peer.port());
        decided = new Object[] {peer, socket, peer};
        context.putLocal(RealIp.key, decided); // whatever fails now, no later question decides
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
