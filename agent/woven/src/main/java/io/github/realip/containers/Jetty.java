package io.github.realip.containers;

/**
 * Jetty 9.2 to 12.1, Spring Boot's embedded one. Until 11 a request is decided where its head is complete, and the
 * answer is kept in Jetty's own field for the remote address, which Jetty clears with the request. From 12 on a
 * request's connection decides at the first question; both are made anew for each request.
 */
final class Jetty extends Family {

  private static final String SERVER = "org/eclipse/jetty/server/";
  private static final String IO = "org/eclipse/jetty/io/";

  Jetty() {
    super(
        WovenClass.of(SERVER + "HttpChannel", "jetty9/HttpChannelOfJetty92", "jetty9/BadMessageWithStatus"),
        WovenClass.of(SERVER + "HttpChannel", "jetty9/HttpChannel"),
        WovenClass.of(SERVER + "HttpChannel", "jetty10/HttpChannel"),
        WovenClass.of(SERVER + "HttpConnection$HttpChannelOverHttp", "jetty9/HttpChannelOverHttpOfJetty92"),
        WovenClass.of(SERVER + "HttpChannelOverHttp", "jetty9/BadMessageWithStatus"),
        WovenClass.of(SERVER + "HttpChannelOverHttp", "jetty9/BadMessage"),
        WovenClass.of(SERVER + "Request", "jetty9/ServletRequest"),
        WovenClass.of(SERVER + "Request", "jetty12/CoreRequest"),
        WovenClass.of(SERVER + "internal/HttpChannelState", "jetty12/HttpChannelState"),
        WovenClass.of(SERVER + "internal/HttpChannelState$ChannelRequest", "jetty12/ChannelRequest"),
        WovenClass.of(SERVER + "Request", "jetty9/RequestOrigin").answeringOrigin(),
        WovenClass.of(SERVER + "internal/HttpChannelState$ChannelRequest", "jetty12/ChannelRequestOrigin")
            .answeringOrigin(),
        WovenClass.of(SERVER + "Request", "jetty9/RequestHeaders").answeringHeaders(),
        WovenClass.of(SERVER + "internal/HttpChannelState$ChannelRequest", "jetty12/ChannelRequestHeaders")
            .answeringHeaders(),
        WovenClass.of(SERVER + "internal/HttpChannelState$HandlerInvoker", "jetty12/HandlerInvoker").optional()
            .forOrigin(),
        WovenClass.of(SERVER + "SecureRequestCustomizer", "jetty12/SniCheck").optional().forOrigin(),
        WovenClass.of(SERVER + "SecureRequestCustomizer$SecureRequest", "jetty12/SecureRequest").forOrigin(),
        WovenClass.of(SERVER + "SecureRequestCustomizer$SecureRequestWithSslSessionData", "jetty12/SecureRequest")
            .forOrigin(),
        WovenClass.of(SERVER + "ForwardedRequestCustomizer", "jetty9/ForwardedRequestCustomizerAside").forOrigin(),
        WovenClass.of(SERVER + "ForwardedRequestCustomizer", "jetty12/ForwardedRequestCustomizerAside").forOrigin(),
        WovenClass.of("org/eclipse/jetty/security/ConstraintSecurityHandler", "jetty9/ConstraintSecurityHandler")
            .forOrigin(),
        WovenClass.of("org/eclipse/jetty/security/ConstraintSecurityHandler",
            "jetty9/ConstraintSecurityHandlerOfJetty92").forOrigin(),
        WovenClass.of("org/eclipse/jetty/security/SecurityHandler", "jetty12/SecurityHandler").optional().forOrigin(),
        WovenClass.of(SERVER + "handler/SecuredRedirectHandler", "jetty9/SecuredRedirectHandler").optional()
            .forOrigin(),
        WovenClass.of(SERVER + "handler/SecuredRedirectHandler", "jetty12/SecuredRedirectHandler").optional()
            .forOrigin(),
        WovenClass.of("org/eclipse/jetty/ee8/security/ConstraintSecurityHandler",
            "jetty12/Ee8ConstraintSecurityHandler").forOrigin(),
        WovenClass.of("org/eclipse/jetty/ee9/security/ConstraintSecurityHandler",
            "jetty12/Ee9ConstraintSecurityHandler").forOrigin(),
        WovenClass.of(SERVER + "CustomRequestLog", "jetty12/CustomRequestLog").optional(),
        WovenClass.of("org/eclipse/jetty/ee8/nested/Request", "jetty12/NestedRequest"),
        WovenClass.of("org/eclipse/jetty/ee9/nested/Request", "jetty12/NestedRequest"),
        WovenClass.of("org/eclipse/jetty/ee10/servlet/ServletApiRequest"),
        WovenClass.of("org/eclipse/jetty/ee11/servlet/ServletApiRequest"),
        WovenClass.of(SERVER + "ForwardedRequestCustomizer", "jetty9/ForwardedRequestCustomizer")
            .silencing(ForwardingComponent.JETTY_FORWARDED),
        WovenClass.of(SERVER + "ForwardedRequestCustomizer", "jetty12/ForwardedRequestCustomizer")
            .silencing(ForwardingComponent.JETTY_FORWARDED),
        WovenClass.of(SERVER + "handler/InetAccessHandler", "jetty9/InetAccessHandlerOfServletRequest").optional(),
        WovenClass.of(SERVER + "handler/InetAccessHandler", "jetty9/InetAccessHandler").optional(),
        WovenClass.of(SERVER + "handler/InetAccessHandler", "jetty9/InetAccessHandler").jakarta().optional(),
        WovenClass.of(SERVER + "ServerConnector", "jetty9/ServerConnector").forProxyProtocol(),
        WovenClass.of(IO + "ChannelEndPoint", "jetty9/ChannelEndPoint").forProxyProtocol(),
        WovenClass.of(IO + "ChannelEndPoint", "jetty9/ByteChannelEndPoint").forProxyProtocol(),
        WovenClass.of(IO + "ChannelEndPoint", "jetty9/EndPointPeer").optional().forProxyProtocol(),
        WovenClass.of(IO + "SocketChannelEndPoint", "jetty9/EndPointPeer").optional().forProxyProtocol(),
        WovenClass.of(IO + "AbstractEndPoint", "jetty9/EndPointPeerOfJetty92").optional().forProxyProtocol(),
        WovenClass.of(IO + "SocketChannelEndPoint", "jetty10/SocketChannelEndPoint").optional().forProxyProtocol(),
        WovenClass.of(SERVER + "AbstractMetaDataConnection", "jetty12/EarlyPeer").forProxyProtocol(),
        WovenClass.of("org/eclipse/jetty/http2/server/internal/HTTP2ServerConnection", "jetty12/EarlyPeer").optional()
            .forProxyProtocol(),
        WovenClass.of(SERVER + "ProxyConnectionFactory").readingProxyProtocol());
  }
}
