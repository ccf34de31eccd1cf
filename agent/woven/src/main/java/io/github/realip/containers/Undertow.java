package io.github.realip.containers;

/** Undertow 1.4 to 2.3, WildFly, and the fork of Undertow in Quarkus, whose classes have the same names. */
final class Undertow extends Family {

  private static final String UNDERTOW = "io/undertow/";

  Undertow() {
    super(
        WovenClass.of(UNDERTOW + "server/Connectors", "undertow/Connectors"),
        WovenClass.of(UNDERTOW + "server/Connectors", "quarkus/Connectors"),
        WovenClass.of(UNDERTOW + "server/HttpServerExchange", "undertow/Exchange"),
        WovenClass.of(UNDERTOW + "servlet/spec/HttpServletRequestImpl", "undertow/ServletRequest"),
        WovenClass.of(UNDERTOW + "attribute/RemoteIPAttribute", "undertow/RemoteIpAttribute"),
        WovenClass.of(UNDERTOW + "server/handlers/ProxyPeerAddressHandler", "undertow/ForwardingHandler")
            .silencing(ForwardingComponent.UNDERTOW_PROXY_PEER_ADDRESS),
        WovenClass.of(UNDERTOW + "server/handlers/ForwardedHandler", "undertow/ForwardingHandler")
            .silencing(ForwardingComponent.UNDERTOW_FORWARDED),
        WovenClass.of(UNDERTOW + "vertx/VertxHttpExchange", "quarkus/VertxHttpExchange")
            .silencing(ForwardingComponent.QUARKUS_FORWARDED));
  }
}
