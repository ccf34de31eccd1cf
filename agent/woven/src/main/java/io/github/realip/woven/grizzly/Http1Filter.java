package io.github.realip.woven.grizzly;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.Buffer;
import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.filterchain.FilterChainContext;
import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.HttpHeader;
import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.util.MimeHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Takes the head of a request of HTTP/1 where the parser has read it to its end. That must be here: trailers that came
 * in the same packet are among the headers before the first filter runs.
 */
@SuppressWarnings("unchecked")
abstract class Http1Filter {

  boolean onHttpHeaderParsed(HttpHeader request, Buffer buffer, FilterChainContext context) {
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
    return RealIp.originalBoolean();
  }
}
