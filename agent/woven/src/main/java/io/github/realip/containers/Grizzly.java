package io.github.realip.containers;

/**
 * Grizzly 2.4 to 5, GlassFish, Payara. The head is taken where the parser has read it to its end, because Grizzly adds
 * trailers to the headers, and is kept with the packet, whose attributes Grizzly clears with it.
 */
final class Grizzly extends Family {

  private static final String GRIZZLY = "org/glassfish/grizzly/";

  Grizzly() {
    super(
        WovenClass.of(GRIZZLY + "http/HttpServerFilter", "grizzly/Http1Filter"),
        WovenClass.of(GRIZZLY + "http2/Http2BaseFilter", "grizzly/Http2Filter"),
        WovenClass.of(GRIZZLY + "http/server/Request", "grizzly/ServerRequest"),
        WovenClass.of(GRIZZLY + "http/server/Request", "grizzly/RequestOrigin").answeringOrigin(),
        WovenClass.of(GRIZZLY + "http/server/Request", "grizzly/RequestHeaders").answeringHeaders(),
        WovenClass.of(GRIZZLY + "http/server/accesslog/ApacheLogFormat$RequestHeaderField",
            "grizzly/RequestHeaderField").answeringHeaders(),
        WovenClass.of("org/apache/catalina/connector/Request", "grizzly/CatalinaOrigin").forOrigin(),
        WovenClass.of("org/apache/catalina/connector/Request", "grizzly/CatalinaOriginOfGlassFish7").forOrigin(),
        WovenClass.of("com/sun/web/security/RealmAdapter", "grizzly/RealmAdapter").optional().forOrigin(),
        WovenClass.of("com/sun/web/security/RealmAdapter", "grizzly/RealmAdapter").optional().forOrigin().jakarta(),
        WovenClass.of(GRIZZLY + "servlet/HttpServletRequestImpl").optional(), // it asks the one above
        // GlassFish's class of Tomcat's name, which asks Grizzly's request
        WovenClass.of("org/apache/catalina/connector/Request", "grizzly/CatalinaRemoteAddr",
            "grizzly/CatalinaRemoteHost"));
  }
}
