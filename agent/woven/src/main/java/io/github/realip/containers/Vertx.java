package io.github.realip.containers;

/**
 * Vert.x 4.3 to 5.1, vertx-web, and what is built on them: Quarkus REST, reactive routes, Keycloak. A request is
 * decided when its head is complete; the answer is kept in the context of the request.
 */
final class Vertx extends Family {

  private static final String HTTP = "io/vertx/core/http/impl/";
  private static final String WEB_REQUEST = "io/vertx/ext/web/impl/HttpServerRequestWrapper";
  private static final String QUARKUS = "io/quarkus/vertx/http/runtime/";

  Vertx() {
    super(
        WovenClass.of(HTTP + "Http1xServerRequest", "vertx/ServerRequest", "vertx/Http1Begin"),
        WovenClass.of(HTTP + "Http1xServerRequest", "vertx/ServerRequest", "vertx/Http1BeginOfVertx44"),
        WovenClass.of(HTTP + "Http1xServerRequest", "vertx/ServerRequestOfVertx5", "vertx/Http1Begin"),
        WovenClass.of(HTTP + "Http2ServerRequest", "vertx/ServerRequest", "vertx/Http2Dispatch"),
        WovenClass.of(HTTP + "Http2ServerRequest", "vertx/ServerRequestOfVertx5", "vertx/Http2Dispatch"),
        WovenClass.of(HTTP + "http1/Http1ServerRequest", "vertx/ServerRequestOfVertx5", "vertx/Http1Begin"),
        WovenClass.of(HTTP + "HttpServerRequestImpl", "vertx/ServerRequestOfVertx5", "vertx/StreamHeaders"),
        WovenClass.of("io/vertx/core/http/HttpServerRequest", "vertx/RequestByDefault"),
        WovenClass.of("io/vertx/core/http/HttpServerRequest", "vertx/RequestByDefaultOfVertx5"),
        WovenClass.of(HTTP + "WebSocketImplBase", "vertx/WebSocket"),
        WovenClass.of(HTTP + "WebSocketImplBase", "vertx/WebSocketOfVertx5"),
        WovenClass.of(HTTP + "websocket/WebSocketImplBase", "vertx/WebSocketOfVertx5"),
        WovenClass.of(WEB_REQUEST, "vertx/ForwardedRequest").silencing(ForwardingComponent.VERTX_FORWARD),
        WovenClass.of(WEB_REQUEST, "vertx/ForwardedRequestOfVertx5").silencing(ForwardingComponent.VERTX_FORWARD),
        WovenClass.of(QUARKUS + "ForwardedServerRequestWrapper", "quarkus/ForwardedRequest")
            .silencing(ForwardingComponent.QUARKUS_FORWARDED),
        WovenClass.of(QUARKUS + "ForwardedProxyHandler", "quarkus/TrustedProxies", "quarkus/TrustedProxyNames"));
  }

  @Override
  String name() {
    return "Vert.x";
  }
}
