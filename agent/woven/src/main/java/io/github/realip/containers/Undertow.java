package io.github.realip.containers;

/**
 * Undertow 1.4 to 2.3, WildFly, Spring Boot's embedded one, and the fork of Undertow in Quarkus, which has the same
 * names. A request is decided before its first handler; the answer stands in the exchange's own source address.
 */
final class Undertow extends Family {

  private static final String SERVER = "io/undertow/server/";
  private static final String XNIO = "org/xnio/nio/";

  Undertow() {
    super(
        WovenClass.of(SERVER + "HttpServerExchange", "undertow/HttpServerExchange"),
        WovenClass.of(SERVER + "HttpServerExchange", "quarkus/HttpServerExchange"),
        WovenClass.of(SERVER + "HttpServerExchange", "undertow/ExchangeOrigin").answeringOrigin(),
        WovenClass.of(SERVER + "HttpServerExchange", "undertow/ExchangeSecure").optional().forOrigin(),
        WovenClass.of("io/undertow/servlet/handlers/security/ServletConfidentialityConstraintHandler",
            "undertow/ConfidentialityHandler").forOrigin(),
        WovenClass.of(SERVER + "handlers/ProxyPeerAddressHandler", "undertow/ForwardingHandlerAside").forOrigin(),
        WovenClass.of(SERVER + "handlers/ForwardedHandler", "undertow/ForwardingHandlerAside").forOrigin(),
        WovenClass.of(SERVER + "Connectors", "undertow/AjpConnectors").optional(),
        WovenClass.of(SERVER + "Connectors", "undertow/UpgradeConnectors").optional(),
        WovenClass.of(SERVER + "protocol/http2/Http2ServerConnection", "undertow/PushingConnection").optional(),
        WovenClass.of("io/undertow/servlet/spec/HttpServletRequestImpl", "undertow/ServletRequest"),
        WovenClass.of("io/undertow/servlet/spec/HttpServletRequestImpl", "undertow/ServletRequestHeaders")
            .answeringHeaders(),
        WovenClass.of("io/undertow/attribute/RequestHeaderAttribute", "undertow/RequestHeaderAttribute")
            .answeringHeaders(),
        WovenClass.of("io/undertow/attribute/RequestHeaderAttribute", "quarkus/RequestHeaderAttribute")
            .answeringHeaders(),
        WovenClass.of("io/undertow/attribute/RemoteIPAttribute", "undertow/RemoteIpAttribute"),
        WovenClass.of(SERVER + "handlers/ProxyPeerAddressHandler", "undertow/ProxyPeerAddressHandler")
            .silencing(ForwardingComponent.UNDERTOW_PROXY_PEER_ADDRESS),
        WovenClass.of(SERVER + "handlers/ForwardedHandler", "undertow/ForwardedHandler")
            .silencing(ForwardingComponent.UNDERTOW_FORWARDED),
        WovenClass.of("io/undertow/vertx/VertxHttpExchange", "quarkus/VertxHttpExchange")
            .silencing(ForwardingComponent.QUARKUS_FORWARDED),
        WovenClass.of(XNIO + "NioTcpServer", "undertow/NioTcpServer").forProxyProtocol(),
        WovenClass.of(XNIO + "QueuedNioTcpServer", "undertow/NioTcpServer").forProxyProtocol(),
        WovenClass.of(XNIO + "NioSocketConduit", "undertow/NioSocketConduit").forProxyProtocol(),
        WovenClass.of(XNIO + "NioSocketStreamConnection", "undertow/NioSocketStreamConnection").forProxyProtocol(),
        WovenClass.of(SERVER + "protocol/proxy/ProxyProtocolOpenListener").readingProxyProtocol(),
        WovenClass.of("io/undertow/vertx/VertxHttpExchange").forProxyProtocol()); // which Netty reads for
  }
}
