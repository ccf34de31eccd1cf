package io.github.realip.woven.grizzly;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.util.MimeHeaders;
import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http2.Http2Request;
import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http2.Http2Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Takes the head of a request of HTTP/2, before a frame of trailers can be read. A server push does not come here: its
 * headers are the application's, so its answer is the peer.
 */
@SuppressWarnings("unchecked")
abstract class Http2Filter {

  void prepareIncomingRequest(Http2Stream stream, Http2Request request) {
    try {
      MimeHeaders headers = request.getHeaders();
      Object head = RealIp.head.apply(null, null);
      while (head instanceof BiFunction) {
        List<String> lines = new ArrayList<String>(2);
        for (String line : headers.values(head.toString())) {
          lines.add(line);
        }
        head = ((BiFunction<Object, Object, Object>) head).apply(null, lines);
      }
      request.getAttributes().setAttribute(RealIp.key, head);
    } catch (Throwable any) {
      // without its head the request has its peer as answer
    }
    RealIp.original();
  }
}
