package io.github.realip.woven.jetty9;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.http.HttpFields;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server.Request;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
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
        List<String> lines = fields.getValuesList(head.toString());
        Collections.replaceAll(lines, null, ""); // an empty line has no value here, and is one all the same
        head = ((BiFunction<Object, Object, Object>) head).apply(peer, lines);
      }
      request.setRemoteAddr((InetSocketAddress) RealIp.client.apply(head, peer));
    } catch (Throwable any) {
      // then the request has the container's own answer
    }
    return RealIp.originalBoolean();
  }
}
