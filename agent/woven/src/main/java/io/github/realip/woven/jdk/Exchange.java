package io.github.realip.woven.jdk;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jdk.stub.com.sun.net.httpserver.Headers;
import io.github.realip.woven.jdk.stub.sun.net.httpserver.HttpConnection;
import io.github.realip.woven.jdk.stub.sun.net.httpserver.SSLStreams;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The server asks for the body of every request as soon as it has the head, before any filter or handler. A head that
 * ended with its connection is handled, too: then the stream has seen its end. The only thing that lives as long as
 * this exchange, belongs to no other and can be another's is the stream that the body is read from.
 */
@SuppressWarnings("unchecked")
abstract class Exchange {

  Headers reqHdrs;
  HttpConnection connection;
  InputStream ris;
  InputStream uis;

  public InputStream getRequestBody() {
    try {
      if (uis == null) {
        int unread = ris.available(); // -1 at the end, to which a BufferedInputStream adds what it has
        boolean ended = unread < 0 || unread == Integer.MAX_VALUE
            || ris instanceof SSLStreams.InputStream && ((SSLStreams.InputStream) ris).eof;
        SocketAddress peer = ended ? null : connection.getChannel().getRemoteAddress();
        if (peer instanceof InetSocketAddress) {
          Object head = RealIp.head.apply(peer, null);
          while (head instanceof BiFunction) {
            head = ((BiFunction<Object, Object, Object>) head).apply(peer, reqHdrs.get(head.toString()));
          }
          ris = (InputStream) RealIp.carrier.apply(ris, head);
        }
      }
    } catch (Throwable any) {
      // then the peer
    }
    return RealIp.original();
  }

  public InetSocketAddress getRemoteAddress() {
    InetSocketAddress peer = RealIp.original();
    try {
      Object head = ris instanceof Supplier ? ((Supplier<Object>) ris).get() : null;
      return (InetSocketAddress) RealIp.unnamed.apply(RealIp.client.apply(head, peer), null);
    } catch (Throwable any) {
      return peer;
    }
  }
}
