package io.github.realip.vertx;

import io.github.realip.httpserver.Faults;
import io.github.realip.httpserver.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers the paths of whoami that have a meaning without servlets. */
public final class Whoami {
  private static final long SOON_MILLIS = 10;
  private static final long LATE_MILLIS = 300;
  private static final String BEFORE = "whoami.before";

  private final Vertx vertx;
  private final Faults faults = new Faults();
  private final Map<String, String> late = new ConcurrentHashMap<>();

  private Whoami(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Adds the routes. */
  public static void answer(Vertx vertx, Router router) {
    router.route().handler(new Whoami(vertx)::handle);
  }

  private void handle(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    String path = request.path();
    if (path.startsWith("/body/")) {
      body(routing, path.substring(6));
      return;
    }
    switch (path) {
      case "/":
        end(routing, "<h1>" + Seen.address(request) + "</h1>");
        break;
      case "/address":
        end(routing, Seen.address(request));
        break;
      case "/whoami":
        see(routing);
        break;
      case "/forward":
        remember(routing);
        routing.reroute("/whoami");
        break;
      case "/wrapped":
        see(routing, wrapped(request, Integer.parseInt(request.getParam("depth"))));
        break;
      case "/overridden":
        see(routing, wrapper(request, SocketAddress.inetSocketAddress(1, "198.51.100.99")));
        break;
      case "/changed":
        change(routing);
        break;
      case "/async":
        remember(routing);
        vertx.setTimer(SOON_MILLIS, unused -> see(routing));
        break;
      case "/other-thread":
        remember(routing);
        new Thread(() -> see(routing)).start();
        break;
      case "/repeat":
        Map<String, Object> seen = Seen.in(request, null);
        seen.put("again", Arrays.asList(Seen.address(request), Seen.address(request), Seen.address(request)));
        end(routing, Json.of(seen));
        break;
      case "/late":
        look(request, request.getParam("id"));
        see(routing);
        break;
      case "/late/result":
        end(routing, Json.of(Collections.singletonMap("late", late.get(request.getParam("id")))));
        break;
      case "/websocket":
        webSocket(routing);
        break;
      case "/fault":
        fault(routing);
        break;
      default:
        routing.next();
    }
  }

  /** The body is read to its end, and the request is looked at when the path says so. */
  private void body(RoutingContext routing, String when) {
    HttpServerRequest request = routing.request();
    if (when.equals("early")) {
      remember(routing);
    }
    if (when.equals("parameter")) {
      request.setExpectMultipart(true);
    }
    request.endHandler(unused -> {
      if (when.equals("never")) {
        end(routing, "{}");
      } else if (when.equals("async")) {
        vertx.setTimer(SOON_MILLIS, later -> see(routing));
      } else {
        see(routing);
      }
    });
  }

  /** An application may change what it was sent, before it has asked for the address. */
  private static void change(RoutingContext routing) {
    routing.request().headers().set("X-Forwarded-For", "6.6.6.6").set("Forwarded", "for=6.6.6.6");
    see(routing);
  }

  private static HttpServerRequest wrapped(HttpServerRequest request, int depth) {
    return depth == 0 ? request : wrapped(wrapper(request, null), depth - 1);
  }

  private static HttpServerRequest wrapper(HttpServerRequest request, SocketAddress address) {
    InvocationHandler asking = (proxy, method, arguments) -> {
      if (address != null && method.getName().equals("remoteAddress")) {
        return address;
      }
      try {
        return method.invoke(request, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    };
    return (HttpServerRequest) Proxy.newProxyInstance(
        Whoami.class.getClassLoader(), new Class<?>[] {HttpServerRequest.class}, asking);
  }

  private void look(HttpServerRequest request, String id) {
    vertx.setTimer(LATE_MILLIS, unused -> {
      try {
        late.put(id, Seen.address(request));
      } catch (Throwable e) {
        late.put(id, e.toString());
      }
    });
  }

  /** The handshake's own address goes into a header of its answer, as in whoami. */
  private static void webSocket(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    request.response().putHeader("X-Whoami-Address", Seen.address(request));
    request.toWebSocket();
  }

  private void fault(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    try {
      if (request.getParam("list") != null) {
        end(routing, Json.of(Collections.singletonMap("fields", faults.names())));
        return;
      }
      if (request.getParam("reset") != null) {
        faults.reset();
      } else {
        faults.put(request.getParam("field"), request.getParam("kind"), request.getParam("while"));
      }
      end(routing, "{}");
    } catch (ReflectiveOperationException e) {
      routing.fail(e);
    }
  }

  private static void remember(RoutingContext routing) {
    routing.put(BEFORE, Seen.address(routing.request()));
  }

  private static void see(RoutingContext routing) {
    see(routing, routing.request());
  }

  private static void see(RoutingContext routing, HttpServerRequest request) {
    end(routing, Json.of(Seen.in(request, routing.get(BEFORE))));
  }

  private static void end(RoutingContext routing, String text) {
    routing.response().end(text);
  }
}
