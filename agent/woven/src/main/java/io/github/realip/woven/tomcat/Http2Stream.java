package io.github.realip.woven.tomcat;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.tomcat.stub.org.apache.coyote.Request;
import io.github.realip.woven.tomcat.stub.org.apache.tomcat.util.http.MimeHeaders;
import java.util.function.BiFunction;

/** Takes the head of a request of HTTP/2. The container answers {@code false} at the end of trailers. */
@SuppressWarnings("unchecked")
abstract class Http2Stream {

  Request coyoteRequest;

  boolean receivedEndOfHeaders() {
    boolean complete = RealIp.originalBoolean();
    if (complete) {
      try {
        MimeHeaders headers = coyoteRequest.getMimeHeaders();
        Object head = RealIp.head.apply(null, null);
        while (head instanceof BiFunction) {
          head = ((BiFunction<Object, Object, Object>) head).apply(null, headers.values(head.toString()));
        }
        coyoteRequest.setAttribute(RealIp.key, head);
      } catch (Throwable any) {
        return true; // without its head the request has its peer as answer
      }
    }
    return complete;
  }
}
