package io.github.realip.containers;

/**
 * Jetty 9.2 to 12.1, Spring Boot's embedded one. Until 11 a request is decided where its head is complete, and the
 * answer is kept in Jetty's own field for the remote address, which Jetty clears with the request.
 */
final class Jetty extends Family {

  private static final String SERVER = "org/eclipse/jetty/server/";

  Jetty() {
    super(
        WovenClass.of(SERVER + "HttpChannel", "jetty9/HttpChannelOfJetty92", "jetty9/BadMessageWithStatus"),
        WovenClass.of(SERVER + "HttpChannel", "jetty9/HttpChannel"),
        WovenClass.of(SERVER + "HttpChannel", "jetty10/HttpChannel"),
        WovenClass.of(SERVER + "HttpChannelOverHttp", "jetty9/BadMessageWithStatus"),
        WovenClass.of(SERVER + "HttpChannelOverHttp", "jetty9/BadMessage"),
        WovenClass.of(SERVER + "Request", "jetty9/ServletRequest"),
        WovenClass.of(SERVER + "ForwardedRequestCustomizer", "jetty9/ForwardedRequestCustomizer")
            .silencing(ForwardingComponent.JETTY_FORWARDED),
        WovenClass.of(SERVER + "handler/InetAccessHandler", "jetty9/InetAccessHandlerOfServletRequest").optional(),
        WovenClass.of(SERVER + "handler/InetAccessHandler", "jetty9/InetAccessHandler").optional(),
        WovenClass.of(SERVER + "handler/InetAccessHandler", "jetty9/InetAccessHandler").jakarta().optional());
  }
}
