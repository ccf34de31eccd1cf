package io.github.realip.woven.jetty10;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty10.stub.org.eclipse.jetty.http.HttpFields;
import io.github.realip.woven.jetty10.stub.org.eclipse.jetty.http.MetaData;
import io.github.realip.woven.jetty10.stub.org.eclipse.jetty.server.Request;
import java.net.InetSocketAddress;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The same for Jetty 10 and 11, where the fields are an interface. The preface of HTTP/2, {@code PRI *}, comes here,
 * too; it is no request.
 */
@SuppressWarnings("unchecked")
abstract class HttpChannel {

  abstract Request getRequest();

  public void onRequest(MetaData.Request metaData) {
    try {
      String method = metaData.getMethod(); // null if a head of HTTP/2 cannot be decompressed
      if (method != null && (!method.equals("PRI") || !"*".equals(metaData.getURIString()))) {
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
      }
    } catch (Throwable any) {
      // then the request has the container's own answer
    }
    RealIp.original();
  }
}
