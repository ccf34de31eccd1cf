package io.github.realip.woven.tomcat;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.tomcat.stub.org.apache.coyote.Request;
import io.github.realip.woven.tomcat.stub.org.apache.tomcat.util.http.MimeHeaders;
import java.util.function.BiFunction;

/** Reads the head of a request of HTTP/1. The head is whole when the parser says so, not before. */
@SuppressWarnings("unchecked")
abstract class Http11InputBuffer {

  Request request;

  boolean parseHeaders() {
    boolean complete = RealIp.originalBoolean();
    if (complete) {
      try {
        MimeHeaders headers = request.getMimeHeaders();
        Object head = RealIp.head.apply(null, null);
        while (head instanceof BiFunction) {
          head = ((BiFunction<Object, Object, Object>) head).apply(null, headers.values(head.toString()));
        }
        request.setAttribute(RealIp.key, head);
      } catch (Throwable any) {
        return true; // without its head the request has its peer as answer
      }
    }
    return complete;
  }
}
