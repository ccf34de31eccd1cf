package io.github.realip.woven.jetty12;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http.HttpFields;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.ConnectionMetaData;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.Request;
import java.net.SocketAddress;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The static method that every environment's servlet request and the access log ask. A kept text is answered before
 * anything is written.
 */
@SuppressWarnings("unchecked")
abstract class CoreRequest {

  static String getRemoteAddr(Request request) {
    try {
      if (request != null) {
        ConnectionMetaData connection = request.getConnectionMetaData();
        String client = null;
        if (connection instanceof UnaryOperator) {
          client = ((UnaryOperator<String>) connection).apply(null);
        } else { // a customizer's, around the request's own
          SocketAddress remote = connection.getRemoteSocketAddress();
          if (remote instanceof Supplier) {
            client = ((Supplier<String>) remote).get();
          }
        }
        if (client != null) {
          return client;
        }
      }
    } catch (Throwable any) {
      // then the container's own answer
    }
    String peer = RealIp.original();
    try {
      if (peer == null) {
        return null;
      }
      ConnectionMetaData connection = request.getConnectionMetaData();
      if (connection instanceof UnaryOperator) {
        return ((UnaryOperator<String>) connection).apply(peer);
      }
      Request received = Request.unWrap(request);
      if (received.getConnectionMetaData() instanceof UnaryOperator) { // a customizer has answered
        Object kept = received.getConnectionMetaData().getRemoteSocketAddress();
        return (String) RealIp.seen.apply(peer, new Object[] {"jetty-forwarded", kept});
      }
      HttpFields lines = received.getHeaders(); // nobody could decide it before
      Object head = RealIp.head.apply(peer, null);
      while (head instanceof BiFunction) {
        head = ((BiFunction<Object, Object, Object>) head).apply(peer, lines.getValues(head.toString()));
      }
      return (String) RealIp.client.apply(head, peer);
    } catch (Throwable any) {
      return peer;
    }
  }
}
