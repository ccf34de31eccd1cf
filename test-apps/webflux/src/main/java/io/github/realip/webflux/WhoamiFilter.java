package io.github.realip.webflux;

import io.github.realip.httpserver.Faults;
import io.github.realip.httpserver.Json;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.security.web.server.util.matcher.IpAddressServerWebExchangeMatcher;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Answers the paths of whoami that have a meaning without servlets. */
final class WhoamiFilter implements WebFilter, Ordered {
  private static final Duration LATE = Duration.ofMillis(300);

  private final Faults faults = new Faults();
  private final Map<String, String> late = new ConcurrentHashMap<>();

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    MultiValueMap<String, String> query = request.getQueryParams();
    String path = request.getURI().getPath();
    if (path.startsWith("/body/")) {
      return body(exchange, path.substring(6));
    }
    switch (path) {
      case "/":
        return answer(exchange, "<h1>" + Seen.address(request) + "</h1>");
      case "/address":
        return answer(exchange, Seen.address(request));
      case "/whoami":
        return answer(exchange);
      case "/forward":
        Seen.remember(exchange);
        return filter(exchange.mutate().request(request.mutate().path("/whoami").build()).build(), chain);
      case "/wrapped":
        return answer(exchange, wrapped(request, Integer.parseInt(query.getFirst("depth"))));
      case "/overridden":
        return answer(exchange, request.mutate().remoteAddress(new InetSocketAddress("198.51.100.99", 1)).build());
      case "/async":
        Seen.remember(exchange);
        return Mono.delay(Duration.ofMillis(10)).then(Mono.defer(() -> answerAndClose(exchange)));
      case "/other-thread":
        Seen.remember(exchange);
        return Mono.defer(() -> answerAndClose(exchange)).subscribeOn(Schedulers.single());
      case "/repeat":
        Map<String, Object> seen = Seen.in(exchange, request);
        seen.put("again", Arrays.asList(Seen.address(request), Seen.address(request), Seen.address(request)));
        return answer(exchange, Json.of(seen));
      case "/matched":
        return new IpAddressServerWebExchangeMatcher(query.getFirst("network")).matches(exchange)
            .flatMap(result -> answer(exchange, Json.of(Collections.singletonMap("matched", result.isMatch()))));
      case "/late":
        look(request, query.getFirst("id"));
        return answer(exchange);
      case "/late/result":
        return answer(exchange, Json.of(Collections.singletonMap("late", late.get(query.getFirst("id")))));
      case "/websocket":
        return webSocket(exchange);
      case "/fault":
        return fault(exchange, query);
      default:
        return chain.filter(exchange);
    }
  }

  /** The body is read to its end, and the request is looked at when the path says so. */
  private static Mono<Void> body(ServerWebExchange exchange, String when) {
    if (when.equals("early")) {
      Seen.remember(exchange);
    }
    Mono<?> read = when.equals("parameter") ? exchange.getFormData()
        : exchange.getRequest().getBody().map(DataBufferUtils::release).then();
    if (when.equals("async")) {
      read = read.then(Mono.delay(Duration.ofMillis(10)));
    }
    return read.then(Mono.defer(() -> when.equals("never") ? answer(exchange, "{}")
        : when.equals("async") ? answerAndClose(exchange) : answer(exchange)));
  }

  private static ServerHttpRequest wrapped(ServerHttpRequest request, int depth) {
    return depth == 0 ? request : wrapped(new ServerHttpRequestDecorator(request), depth - 1);
  }

  private void look(ServerHttpRequest request, String id) {
    Mono.delay(LATE).subscribe(unused -> {
      try {
        late.put(id, Seen.address(request));
      } catch (Throwable e) {
        late.put(id, e.toString());
      }
    });
  }

  /** The handshake's own address goes into a header of its answer, as in whoami. */
  private static Mono<Void> webSocket(ServerWebExchange exchange) {
    exchange.getResponse().getHeaders().add("X-Whoami-Address", Seen.address(exchange.getRequest()));
    return new HandshakeWebSocketService().handleRequest(exchange, WebSocketSession::close);
  }

  private Mono<Void> fault(ServerWebExchange exchange, MultiValueMap<String, String> query) {
    try {
      if (query.containsKey("list")) {
        return answer(exchange, Json.of(Collections.singletonMap("fields", faults.names())));
      }
      if (query.containsKey("reset")) {
        faults.reset();
      } else {
        faults.put(query.getFirst("field"), query.getFirst("kind"), query.getFirst("while"));
      }
      return answer(exchange, "{}");
    } catch (ReflectiveOperationException e) {
      return Mono.error(e);
    }
  }

  /**
   * From another thread. Reactor Netty may never answer the next but one request of such a connection, with or without
   * an agent.
   */
  private static Mono<Void> answerAndClose(ServerWebExchange exchange) {
    if (Seen.server(exchange.getRequest()).equals("Reactor Netty")) {
      exchange.getResponse().getHeaders().set("Connection", "close");
    }
    return answer(exchange);
  }

  private static Mono<Void> answer(ServerWebExchange exchange) {
    return answer(exchange, exchange.getRequest());
  }

  private static Mono<Void> answer(ServerWebExchange exchange, ServerHttpRequest request) {
    return answer(exchange, Json.of(Seen.in(exchange, request)));
  }

  private static Mono<Void> answer(ServerWebExchange exchange, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return exchange.getResponse().writeWith(Mono.just(exchange.getResponse().bufferFactory().wrap(bytes)));
  }
}
