package io.github.realip.woven.jetty9;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.http.HttpFields;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.http.MetaData;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server.Request;
import java.net.InetSocketAddress;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Decides a request of Jetty 9.3 and 9.4 where its head is complete, before any handler or listener sees it. */
@SuppressWarnings("unchecked")
abstract class HttpChannel {

  abstract Request getRequest();

  public void onRequest(MetaData.Request metaData) {
    try {
      Request request = getRequest();
      InetSocketAddress peer = request.getRemoteInetSocketAddress();
      if (peer == null) {
        peer = InetSocketAddress.createUnresolved("", 0); // of a unix-domain socket
      }
      HttpFields fields = metaData.getFields();
      Object head = RealIp.head.apply(peer, null);
      while (head instanceof BiFunction) {
        head = ((BiFunction<Object, Object, Object>) head).apply(peer, fields.getValues(head.toString()));
      }
      Object client = RealIp.client.apply(head, peer);
      if (client instanceof Supplier) {
        request.setRemoteAddr((InetSocketAddress) client);
      }
    } catch (Throwable any) {
      // then the request has the container's own answer
    }
    RealIp.original();
  }
}
