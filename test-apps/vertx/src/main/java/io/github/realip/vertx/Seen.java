package io.github.realip.vertx;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
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

  /** As JSON: text, numbers, lists of text, nothing that would have to be escaped but quotes. */
  public static String json(Map<String, ?> seen) {
    StringBuilder out = new StringBuilder("{");
    for (Map.Entry<String, ?> each : seen.entrySet()) {
      out.append(out.length() == 1 ? "" : ",").append('"').append(each.getKey()).append("\":");
      write(each.getValue(), out);
    }
    return out.append("}\n").toString();
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof List) {
      String separator = "[";
      for (Object each : (List<?>) value) {
        out.append(separator);
        write(each, out);
        separator = ",";
      }
      out.append(separator.equals("[") ? "[]" : "]");
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      out.append('"').append(value.toString().replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
  }
}
