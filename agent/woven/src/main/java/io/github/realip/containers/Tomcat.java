package io.github.realip.containers;

/**
 * Tomcat 7 to 11, TomEE, Spring Boot's embedded one. The head is taken where the parser has read it to its end, and is
 * kept as an attribute of the Coyote request, which Tomcat clears with it.
 */
final class Tomcat extends Family {

  private static final String CATALINA = "org/apache/catalina/";
  private static final String COYOTE = "org/apache/coyote/";
  private static final String NET = "org/apache/tomcat/util/net/";

  Tomcat() {
    super(
        WovenClass.of(COYOTE + "http11/Http11InputBuffer", "tomcat/Http11InputBuffer"),
        WovenClass.of(COYOTE + "http11/InternalInputBuffer", "tomcat/Http11InputBuffer"),
        WovenClass.of(COYOTE + "http11/InternalNioInputBuffer", "tomcat/Http11InputBuffer"),
        WovenClass.of(COYOTE + "http11/InternalAprInputBuffer", "tomcat/Http11InputBuffer"),
        WovenClass.of(COYOTE + "http2/Stream", "tomcat/Http2Stream"),
        // GlassFish has another class of this name
        WovenClass.of(CATALINA + "connector/CoyoteAdapter", "tomcat/CoyoteAdapter").optional(),
        WovenClass.of(CATALINA + "connector/Request", "tomcat/ConnectorRequest"),
        WovenClass.of(CATALINA + "connector/Request", "tomcat/RequestOrigin").answeringOrigin(),
        WovenClass.of(CATALINA + "connector/Request", "tomcat/RequestHeaders").answeringHeaders(),
        WovenClass.of(CATALINA + "realm/RealmBase", "tomcat/RealmBase").optional().forOrigin(), // GlassFish has one
        WovenClass.of(CATALINA + "valves/RemoteIpValve", "tomcat/RemoteIpValveAside").forOrigin(),
        WovenClass.of(CATALINA + "filters/RemoteIpFilter", "tomcat/RemoteIpFilterAside").forOrigin(),
        WovenClass.of(CATALINA + "filters/RemoteIpFilter", "tomcat/RemoteIpFilterAside").forOrigin().jakarta(),
        WovenClass.of(CATALINA + "valves/RemoteIpValve", "tomcat/RemoteIpValvePeer"),
        WovenClass.of(CATALINA + "valves/RemoteIpValve", "tomcat/RemoteIpValveAddress")
            .silencing(ForwardingComponent.REMOTE_IP_VALVE),
        WovenClass.of(CATALINA + "filters/RemoteIpFilter", "tomcat/RemoteIpFilterPeer"),
        WovenClass.of(CATALINA + "filters/RemoteIpFilter", "tomcat/RemoteIpFilterPeer").jakarta(),
        WovenClass.of(CATALINA + "filters/RemoteIpFilter$XForwardedRequest", "tomcat/RemoteIpFilterRequest")
            .silencing(ForwardingComponent.REMOTE_IP_FILTER),
        WovenClass.of(CATALINA + "filters/RemoteIpFilter$XForwardedRequest", "servlet/WrapperOrigin")
            .optional().forOrigin(),
        WovenClass.of(NET + "NioEndpoint", "tomcat/NioEndpoint").forProxyProtocol(),
        WovenClass.of(NET + "NioChannel", "tomcat/NioChannel").forProxyProtocol(),
        WovenClass.of(NET + "NioChannel", "tomcat/NioChannelOfOldWrapper").forProxyProtocol(),
        WovenClass.of(NET + "SecureNioChannel", "tomcat/SecureNioChannel").forProxyProtocol(),
        WovenClass.of(NET + "Nio2Endpoint", "tomcat/Nio2Endpoint").forProxyProtocol(),
        WovenClass.of(NET + "Nio2Endpoint$Nio2SocketWrapper", "tomcat/Nio2SocketWrapper").forProxyProtocol(),
        WovenClass.of(NET + "AprEndpoint").forProxyProtocol(), // its sockets are not Java's
        WovenClass.of(NET + "JIoEndpoint").forProxyProtocol());
  }
}
