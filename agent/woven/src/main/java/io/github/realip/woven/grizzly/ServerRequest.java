package io.github.realip.woven.grizzly;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.filterchain.FilterChainContext;
import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.HttpRequestPacket;
import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.server.HttpServerFilter;
import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.util.MimeHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Answers everybody: Grizzly's own servlets and access log, and the request of GlassFish. Of AJP, which no parser of
 * HTTP reads, it takes the head. A request of HTTP without a head was not read to its end; it stays without, though
 * GlassFish makes this object of it, to log it.
 */
@SuppressWarnings("unchecked")
abstract class ServerRequest {

  abstract HttpRequestPacket getRequest();

  public void initialize(HttpRequestPacket request, FilterChainContext context, HttpServerFilter filter) {
    try {
      if (request.getClass().getName().startsWith("org.glassfish.grizzly.http.ajp.")) {
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
      }
    } catch (Throwable any) {
      // without its head the request has its peer as answer
    }
    RealIp.original();
  }

  public String getRemoteAddr() {
    String peer = RealIp.original();
    try {
      return (String) RealIp.client.apply(getRequest().getAttributes().getAttribute(RealIp.key), peer);
    } catch (Throwable any) {
      return peer;
    }
  }

  public String getRemoteHost() {
    String host = RealIp.original();
    try {
      return (String) RealIp.host.apply(host, getRemoteAddr());
    } catch (Throwable any) {
      return host;
    }
  }
}
