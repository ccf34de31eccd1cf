package io.github.realip.woven.tomcat;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.tomcat.stub.org.apache.coyote.InputBuffer;
import io.github.realip.woven.tomcat.stub.org.apache.coyote.Request;
import io.github.realip.woven.tomcat.stub.org.apache.coyote.Response;
import io.github.realip.woven.tomcat.stub.org.apache.tomcat.util.http.MimeHeaders;
import java.util.function.BiFunction;

/**
 * Takes the head of a request that no parser of HTTP has read: of AJP, of the first request of a connection that is
 * upgraded to HTTP/2, of a server push. A request of HTTP/1 without a head comes here too, if it was not read to its
 * end; it stays without.
 */
@SuppressWarnings("unchecked")
abstract class CoyoteAdapter {

  void service(Request request, Response response) {
    try {
      InputBuffer parser = request.getInputBuffer(); // null in the upgraded request of Tomcat 8.5.32
      boolean parsed = parser != null && parser.getClass().getName().startsWith("org.apache.coyote.http11.Http11");
      if (!parsed && request.getAttribute(RealIp.key) == null) {
        MimeHeaders headers = request.getMimeHeaders();
        Object head = RealIp.head.apply(null, null);
        while (head instanceof BiFunction) {
          head = ((BiFunction<Object, Object, Object>) head).apply(null, headers.values(head.toString()));
        }
        request.setAttribute(RealIp.key, head);
      }
    } catch (Throwable any) {
      // without its head the request has its peer as answer
    }
    RealIp.original();
  }
}
