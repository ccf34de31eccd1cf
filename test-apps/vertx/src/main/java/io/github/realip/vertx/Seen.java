package io.github.realip.vertx;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the application sees of a request, as JSON with the names that whoami has. */
public final class Seen {

  private Seen() {
  }

  /** The client's address, as the application gets it. */
  public static String address(HttpServerRequest request) {
    return request.remoteAddress().host();
  }

  /** All that it sees; {@code before} is an address that was seen earlier, or {@code null}. */
  public static Map<String, Object> in(HttpServerRequest request, Object before) {
    Map<String, Object> seen = new LinkedHashMap<>();
    SocketAddress address = request.remoteAddress();
    seen.put("remoteAddr", address.host());
    seen.put("remoteHost", address.hostName() == null ? address.host() : address.hostName());
    seen.put("remotePort", address.port());
    seen.put("text", address.toString());
    seen.put("addressText", address.hostName() + "/" + address.hostAddress());
    seen.put("connection", request.connection().remoteAddress().host());
    seen.put("scheme", request.scheme());
    seen.put("secure", "https".equals(request.scheme()));
    seen.put("before", before);
    seen.put("container", "Vert.x");
    seen.put("requestClass", request.getClass().getName());
    seen.put("java", System.getProperty("java.version"));
    return seen;
  }
}
