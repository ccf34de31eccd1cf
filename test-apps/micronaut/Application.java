package io.github.realip.micronaut;

import io.github.realip.httpserver.Faults;
import io.github.realip.httpserver.Json;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.filter.HttpServerFilter;
import io.micronaut.http.filter.ServerFilterChain;
import io.micronaut.http.server.util.HttpClientAddressResolver;
import io.micronaut.http.server.util.ProxyHeaderParser;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;

/**
 * What whoami is for servlets, for Micronaut. Its annotation processor, which differs with the version, compiles this
 * when a test needs it.
 */
@Controller
@Produces(MediaType.APPLICATION_JSON)
public class Application {
  private static final int SOON_MILLIS = 10;
  private static final int LATE_MILLIS = 300;
  private static final String BEFORE = "whoami.before";

  private final HttpClientAddressResolver resolver;
  private final Faults faults = new Faults();
  private final Map<String, String> late = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, task -> {
    Thread thread = new Thread(task, "timer");
    thread.setDaemon(true);
    return thread;
  });

  /** Asks the resolver for addresses if the system property {@code whoami.forwarding} is set. */
  public Application(HttpClientAddressResolver resolver) {
    this.resolver = Boolean.getBoolean("whoami.forwarding") ? resolver : null;
  }

  /**
   * Starts the application.
   *
   * @param args nothing: system properties say the rest
   */
  public static void main(String[] args) {
    ApplicationContext.run(EmbeddedServer.class).start();
  }

  @Get("/")
  @Produces(MediaType.TEXT_HTML)
  String page(HttpRequest<?> request) {
    return "<h1>" + address(request) + "</h1>";
  }

  @Get("/address")
  @Produces(MediaType.TEXT_PLAIN)
  String justTheAddress(HttpRequest<?> request) {
    return address(request);
  }

  @Get("/whoami")
  String whoami(HttpRequest<?> request) {
    return see(request);
  }

  @Get("/forward")
  String forward(HttpRequest<?> request) {
    remember(request);
    return whoami(new HttpRequestWrapper<>(request));
  }

  @Get("/wrapped")
  String wrapped(HttpRequest<?> request, @QueryValue int depth) {
    return see(wrap(request, depth));
  }

  @Get("/overridden")
  String overridden(HttpRequest<?> request) {
    return see(new Elsewhere(request));
  }

  @Get("/changed")
  String changed(HttpRequest<?> request) {
    return see(request);
  }

  @Get("/async")
  CompletableFuture<String> async(HttpRequest<?> request) {
    remember(request);
    CompletableFuture<String> answer = new CompletableFuture<>();
    timer.schedule(() -> answer.complete(see(request)), SOON_MILLIS, TimeUnit.MILLISECONDS);
    return answer;
  }

  @Get("/other-thread")
  CompletableFuture<String> otherThread(HttpRequest<?> request) {
    remember(request);
    return CompletableFuture.supplyAsync(() -> see(request));
  }

  @Get("/repeat")
  String repeat(HttpRequest<?> request) {
    Map<String, Object> seen = seen(request);
    seen.put("again", Arrays.asList(address(request), address(request), address(request)));
    return Json.of(seen);
  }

  @Get("/late")
  String late(HttpRequest<?> request, @QueryValue String id) {
    timer.schedule(() -> {
      try {
        late.put(id, address(request));
      } catch (Throwable e) {
        late.put(id, e.toString());
      }
    }, LATE_MILLIS, TimeUnit.MILLISECONDS);
    return see(request);
  }

  @Get("/late/result")
  String lateResult(@QueryValue String id) {
    return Json.of(Collections.singletonMap("late", late.get(id)));
  }

  /** The body is read to its end before this is called, unless it is asked for early. */
  @Post("/body/{when}")
  @Consumes(MediaType.ALL)
  CompletableFuture<String> body(HttpRequest<?> request, @PathVariable String when, @Body @Nullable String body) {
    if (when.equals("async")) {
      return async(request);
    }
    return CompletableFuture.completedFuture(when.equals("never") ? "{}" : see(request));
  }

  @Get("/fault")
  String fault(@Nullable @QueryValue String list, @Nullable @QueryValue String reset,
      @Nullable @QueryValue String field, @Nullable @QueryValue String kind,
      @Nullable @QueryValue("while") String file) throws ReflectiveOperationException {
    if (list != null) {
      return Json.of(Collections.singletonMap("fields", faults.names()));
    }
    if (reset != null) {
      faults.reset();
    } else {
      faults.put(field, kind, file);
    }
    return "{}";
  }

  private void remember(HttpRequest<?> request) {
    request.setAttribute(BEFORE, address(request));
  }

  private String see(HttpRequest<?> request) {
    return Json.of(seen(request));
  }

  private Map<String, Object> seen(HttpRequest<?> request) {
    Map<String, Object> seen = new LinkedHashMap<>();
    InetSocketAddress address = request.getRemoteAddress();
    String scheme = resolver == null ? null : new ProxyHeaderParser(request).getScheme();
    seen.put("remoteAddr", address(request));
    seen.put("remoteHost", resolver == null ? address.getHostString() : address(request));
    seen.put("remotePort", address.getPort());
    seen.put("text", address.toString());
    seen.put("addressText", String.valueOf(address.getAddress()));
    seen.put("scheme", scheme != null ? scheme : request.isSecure() ? "https" : "http");
    seen.put("secure", request.isSecure());
    seen.put("before", request.getAttribute(BEFORE).orElse(null));
    seen.put("container", "Micronaut");
    seen.put("requestClass", request.getClass().getName());
    seen.put("java", System.getProperty("java.version"));
    return seen;
  }

  private String address(HttpRequest<?> request) {
    return resolver != null ? resolver.resolve(request) : request.getRemoteAddress().getAddress().getHostAddress();
  }

  private static HttpRequest<?> wrap(HttpRequest<?> request, int depth) {
    return depth == 0 ? request : wrap(new HttpRequestWrapper<>(request), depth - 1);
  }

  /** A wrapper with an address of its own. */
  private static final class Elsewhere extends HttpRequestWrapper<Object> {

    @SuppressWarnings("unchecked")
    Elsewhere(HttpRequest<?> request) {
      super((HttpRequest<Object>) request);
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
      return new InetSocketAddress("198.51.100.99", 1);
    }
  }

  /** Changes headers before anybody has asked for the address, and remembers it before the body is read. */
  @Filter("/**")
  public static class First implements HttpServerFilter {

    @Override
    public Publisher<MutableHttpResponse<?>> doFilter(HttpRequest<?> request, ServerFilterChain chain) {
      String path = request.getPath();
      if (path.equals("/changed")) {
        request.mutate().header("X-Forwarded-For", "6.6.6.6").header("Forwarded", "for=6.6.6.6");
      } else if (path.equals("/body/early")) {
        request.setAttribute(BEFORE, request.getRemoteAddress().getAddress().getHostAddress());
      } else if (path.equals("/websocket")) {
        return Publishers.map(chain.proceed(request), response -> response.header("X-Whoami-Address",
            request.getRemoteAddress().getAddress().getHostAddress()));
      }
      return chain.proceed(request);
    }
  }

  /** The handshake's own address goes into a header of its answer, as in whoami. */
  @ServerWebSocket("/websocket")
  public static class Socket {

    @OnOpen
    void open() {
      // nothing is said
    }

    @OnMessage
    void message(String message) {
      // nothing is heard
    }
  }
}
