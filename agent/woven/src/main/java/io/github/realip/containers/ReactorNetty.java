package io.github.realip.containers;

/**
 * Reactor Netty 1.0 to 1.3, on which Spring WebFlux and Spring Cloud Gateway run. A request is decided where its head
 * is complete; the answer is kept in what Reactor Netty notes of the request's connection.
 */
final class ReactorNetty extends Family {

  private static final String SERVER = "reactor/netty/http/server/";

  ReactorNetty() {
    super(
        WovenClass.of(SERVER + "ConnectionInfo", "reactor/ConnectionInfo"),
        WovenClass.of(SERVER + "ConnectionInfo", "reactor/ConnectionInfoOfChannel"),
        WovenClass.of(SERVER + "DefaultHttpForwardedHeaderHandler", "reactor/ForwardedHeaderHandler")
            .silencing(ForwardingComponent.REACTOR_FORWARDED),
        WovenClass.of(SERVER + "logging/AbstractAccessLogArgProvider", "reactor/AccessLog").optional());
  }

  @Override
  String name() {
    return "Reactor Netty";
  }
}
