package io.github.realip.httpserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Answers the paths of whoami that have a meaning without servlets. */
final class Whoami implements HttpHandler {
  private static final int LATE_MILLIS = 300;
  private static final int STATUS_OK = 200;
  private static final int STATUS_NOT_FOUND = 404;

  private final ScheduledExecutorService other = Executors.newSingleThreadScheduledExecutor(task -> {
    Thread thread = new Thread(task, "other");
    thread.setDaemon(true);
    return thread;
  });
  private final Faults faults = new Faults();
  private final Map<String, String> late = new ConcurrentHashMap<>();

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith("/body/")) {
      body(exchange, path.substring(6));
      return;
    }
    switch (path) {
      case "/":
        answer(exchange, "<h1>" + address(exchange) + "</h1>");
        break;
      case "/address":
        answer(exchange, address(exchange));
        break;
      case "/whoami":
        answer(exchange, seen(exchange, null));
        break;
      case "/forward":
        answer(exchange, seen(exchange, address(exchange)));
        break;
      case "/wrapped":
        answer(exchange, seen(wrapped(exchange, Integer.parseInt(parameter(exchange, "depth"))), null));
        break;
      case "/overridden":
        answer(exchange, seen(new Wrapped(exchange) {
          @Override
          public InetSocketAddress getRemoteAddress() {
            return new InetSocketAddress("198.51.100.99", 1);
          }
        }, null));
        break;
      case "/async":
        later(exchange, 10);
        break;
      case "/other-thread":
        later(exchange, 0);
        break;
      case "/repeat":
        Map<String, Object> seen = seen(exchange, null);
        seen.put("again", Arrays.asList(address(exchange), address(exchange), address(exchange)));
        answer(exchange, seen);
        break;
      case "/changed":
        boolean changed = change(exchange);
        Map<String, Object> after = seen(exchange, null);
        after.put("changed", changed);
        answer(exchange, after);
        break;
      case "/late":
        look(exchange, parameter(exchange, "id"));
        answer(exchange, seen(exchange, null));
        break;
      case "/late/result":
        answer(exchange, Collections.singletonMap("late", late.get(parameter(exchange, "id"))));
        break;
      case "/fault":
        fault(exchange);
        break;
      default:
        exchange.sendResponseHeaders(STATUS_NOT_FOUND, -1);
        exchange.close();
    }
  }

  static String address(HttpExchange exchange) {
    return exchange.getRemoteAddress().getAddress().getHostAddress();
  }

  private static Map<String, Object> seen(HttpExchange exchange, String before) {
    InetSocketAddress remote = exchange.getRemoteAddress();
    Map<String, Object> seen = new LinkedHashMap<>();
    seen.put("remoteAddr", address(exchange));
    seen.put("remoteHost", remote.getHostString());
    seen.put("remotePort", remote.getPort());
    seen.put("text", remote.toString());
    seen.put("addressText", String.valueOf(remote.getAddress()));
    seen.put("scheme", exchange instanceof HttpsExchange ? "https" : "http");
    seen.put("before", before);
    seen.put("container", "com.sun.net.httpserver");
    seen.put("requestClass", exchange.getClass().getName());
    seen.put("java", System.getProperty("java.version"));
    return seen;
  }

  /** The body is read to its end, and the request is looked at when the path says so. */
  private void body(HttpExchange exchange, String when) throws IOException {
    String before = when.equals("early") ? address(exchange) : null;
    InputStream in = exchange.getRequestBody();
    byte[] part = new byte[1024];
    while (in.read(part) >= 0) {
      // nobody wants it
    }
    if (when.equals("async")) {
      later(exchange, 10);
    } else if (when.equals("never")) {
      answer(exchange, "{}");
    } else {
      answer(exchange, seen(exchange, before));
    }
  }

  private static HttpExchange wrapped(HttpExchange exchange, int depth) {
    return depth == 0 ? exchange : wrapped(new Wrapped(exchange), depth - 1);
  }

  /** Puts another client into the header, in every way that this Java lets an application; tells whether one does. */
  private static boolean change(HttpExchange exchange) {
    try {
      exchange.getRequestHeaders().set("X-Forwarded-For", "198.51.100.66");
    } catch (UnsupportedOperationException refused) {
      // in every Java so far
    }
    List<String> lines = exchange.getRequestHeaders().get("X-Forwarded-For");
    if (lines == null) {
      return false;
    }
    try {
      lines.set(0, "198.51.100.66");
    } catch (UnsupportedOperationException refused) {
      // since Java 17
    }
    return lines.contains("198.51.100.66");
  }

  private void later(HttpExchange exchange, long millis) {
    String before = address(exchange);
    other.schedule(() -> {
      answer(exchange, seen(exchange, before));
      return null;
    }, millis, TimeUnit.MILLISECONDS);
  }

  private void look(HttpExchange exchange, String id) {
    other.schedule(() -> {
      try {
        late.put(id, address(exchange));
      } catch (Throwable e) {
        late.put(id, e.toString());
      }
    }, LATE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void fault(HttpExchange exchange) throws IOException {
    try {
      if (parameter(exchange, "list") != null) {
        answer(exchange, Collections.singletonMap("fields", faults.names()));
        return;
      }
      if (parameter(exchange, "reset") != null) {
        faults.reset();
      } else {
        faults.put(parameter(exchange, "field"), parameter(exchange, "kind"), parameter(exchange, "while"));
      }
      answer(exchange, "{}");
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
  }

  private static String parameter(HttpExchange exchange, String name) {
    for (String each : exchange.getRequestURI().getQuery().split("&")) {
      if (each.startsWith(name + "=")) {
        return each.substring(name.length() + 1);
      }
    }
    return null;
  }

  private static void answer(HttpExchange exchange, Map<String, ?> seen) throws IOException {
    answer(exchange, Json.of(seen));
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(STATUS_OK, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
