package io.github.realip.woven.jetty9;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.http.HttpFields;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server.Request;
import java.net.InetSocketAddress;
import java.util.function.BiFunction;

/** Decides a request of Jetty 9.2 where its head is complete; the parser has filled the request itself. */
@SuppressWarnings("unchecked")
abstract class HttpChannelOfJetty92 {

  abstract Request getRequest();

  public boolean headerComplete() {
    try {
      Request request = getRequest();
      InetSocketAddress peer = request.getRemoteInetSocketAddress();
      HttpFields fields = request.getHttpFields();
      Object head = RealIp.head.apply(peer, null);
      while (head instanceof BiFunction) {
        head = ((BiFunction<Object, Object, Object>) head).apply(peer, fields.getValues(head.toString()));
      }
      request.setRemoteAddr((InetSocketAddress) RealIp.client.apply(head, peer));
    } catch (Throwable any) {
      // then the request has the container's own answer
    }
    return RealIp.originalBoolean();
  }
}
