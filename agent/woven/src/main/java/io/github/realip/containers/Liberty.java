package io.github.realip.containers;

/**
 * Open Liberty. The head is taken where the parser has read it to its end, and is kept among the states of its
 * connection until the container clears the request.
 */
final class Liberty extends Family {

  private static final String CHANNEL = "com/ibm/ws/http/channel/internal/";

  Liberty() {
    super(
        WovenClass.of(CHANNEL + "inbound/HttpInboundServiceContextImpl", "liberty/InboundContext"),
        WovenClass.of(CHANNEL + "inbound/HttpInboundServiceContextImpl", "liberty/NettyContext").optional(),
        WovenClass.of("com/ibm/ws/http/dispatcher/internal/channel/HttpDispatcherLink", "liberty/DispatcherLink"),
        WovenClass.of(CHANNEL + "values/AccessLogRemoteIP", "liberty/AccessLogRemoteIP"),
        WovenClass.of(CHANNEL + "values/AccessLogRemoteHost", "liberty/AccessLogRemoteHost"),
        WovenClass.of("com/ibm/ws/webcontainer/srt/SRTServletRequest", "liberty/ServletRequest"),
        WovenClass.of("com/ibm/ws/webcontainer/srt/SRTServletRequest", "liberty/RedirectPort").forOrigin(),
        WovenClass.of("com/ibm/ws/webcontainer/osgi/request/IRequestImpl", "liberty/RequestOrigin")
            .answeringOrigin(),
        WovenClass.of("com/ibm/ws/webcontainer/osgi/request/IRequestImpl", "liberty/RequestHeaders")
            .answeringHeaders(),
        WovenClass.of(CHANNEL + "values/AccessLogRequestHeaderValue", "liberty/AccessLogRequestHeader")
            .answeringHeaders());
  }
}
