package io.github.realip.containers;

/**
 * Micronaut 3 to 5 on its own server, which is Netty's. A request is decided before it gives its headers away; the
 * answer is an attribute of it.
 */
final class Micronaut extends Family {

  private static final String NETTY = "io/micronaut/http/server/netty/";
  private static final String LOG = NETTY + "handler/accesslog/";

  Micronaut() {
    super(
        WovenClass.of(NETTY + "NettyHttpRequest", "micronaut/ServerRequest"),
        WovenClass.of(LOG + "HttpAccessLogHandler", "micronaut/AccessLogHandler"),
        WovenClass.of(LOG + "Http2AccessLogManager", "micronaut/Http2AccessLog"),
        WovenClass.of(LOG + "element/RemoteIpElement", "micronaut/LoggedAddress"),
        WovenClass.of(LOG + "element/RemoteIpElement", "micronaut/LoggedAddressOfChannel"),
        WovenClass.of(LOG + "element/RemoteHostElement", "micronaut/LoggedAddress"),
        WovenClass.of(LOG + "element/RemoteHostElement", "micronaut/LoggedAddressOfChannel"),
        WovenClass.of("io/micronaut/http/server/util/DefaultHttpClientAddressResolver",
            "micronaut/ClientAddressResolver").silencing(ForwardingComponent.MICRONAUT_CLIENT_ADDRESS));
  }
}
