package io.github.realip.webflux;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.SpringVersion;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/** What the application sees of a request, as JSON with the names that whoami has. */
final class Seen {
  private static final String BEFORE = "whoami.before";

  private Seen() {
  }

  /** Keeps the address that is seen here for a later stage of the same request. */
  static void remember(ServerWebExchange exchange) {
    exchange.getAttributes().put(BEFORE, address(exchange.getRequest()));
  }

  static String address(ServerHttpRequest request) {
    InetSocketAddress address = request.getRemoteAddress();
    // Spring's transformer makes one that nobody has resolved
    return address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
  }

  static Map<String, Object> in(ServerWebExchange exchange, ServerHttpRequest request) {
    Map<String, Object> seen = new LinkedHashMap<>();
    URI uri = request.getURI();
    seen.put("remoteAddr", address(request));
    seen.put("remoteHost", request.getRemoteAddress().getHostString());
    seen.put("remotePort", request.getRemoteAddress().getPort());
    seen.put("text", request.getRemoteAddress().toString());
    seen.put("addressText", String.valueOf(request.getRemoteAddress().getAddress()));
    seen.put("scheme", uri.getScheme());
    seen.put("secure", uri.getScheme().equals("https"));
    seen.put("serverName", uri.getHost());
    seen.put("serverPort", uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80);
    seen.put("before", exchange.getAttributes().get(BEFORE));
    seen.put("container", "Spring " + SpringVersion.getVersion() + " on " + server(request));
    seen.put("requestClass", request.getClass().getName());
    seen.put("java", System.getProperty("java.version"));
    return seen;
  }

  static String server(ServerHttpRequest request) {
    String type = request.getClass().getSimpleName().replaceAll("(Core)?ServerHttpRequest$", "");
    return type.equals("Reactor") ? "Reactor Netty" : type;
  }
}
