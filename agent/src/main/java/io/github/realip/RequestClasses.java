package io.github.realip;

/**
 * Which classes are worth a second look, decided without loading anything: the known containers' by exact name, any
 * other by what it declares. What is done in each is the table {@code io.github.realip.weave.Containers}.
 */
public final class RequestClasses {

  /** Tomcat 7 to 11, TomEE, and under the same name the fork in GlassFish and Payara. */
  public static final String TOMCAT_REQUEST = "org/apache/catalina/connector/Request";
  /** Tomcat's own rewriting of the address. */
  public static final String TOMCAT_REMOTE_IP_VALVE = "org/apache/catalina/valves/RemoteIpValve";
  /** The same as a filter. */
  public static final String TOMCAT_REMOTE_IP_FILTER = "org/apache/catalina/filters/RemoteIpFilter";
  /** What that filter hands on: a wrapper with an address of its own. */
  public static final String TOMCAT_REMOTE_IP_FILTER_REQUEST = TOMCAT_REMOTE_IP_FILTER + "$XForwardedRequest";
  /** Jetty 7 to 11: a class, the servlet request. Jetty 12: an interface, the core request. */
  public static final String JETTY_REQUEST = "org/eclipse/jetty/server/Request";
  /** Jetty's own rewriting of the address. */
  public static final String JETTY_CUSTOMIZER = "org/eclipse/jetty/server/ForwardedRequestCustomizer";
  /** Jetty 12, Servlet 4 environment. */
  public static final String JETTY_EE8_REQUEST = "org/eclipse/jetty/ee8/nested/Request";
  /** Jetty 12, Servlet 5 environment. */
  public static final String JETTY_EE9_REQUEST = "org/eclipse/jetty/ee9/nested/Request";
  /** Jetty 12, Servlet 6.0 environment. */
  public static final String JETTY_EE10_REQUEST = "org/eclipse/jetty/ee10/servlet/ServletApiRequest";
  /** Jetty 12, Servlet 6.1 environment. */
  public static final String JETTY_EE11_REQUEST = "org/eclipse/jetty/ee11/servlet/ServletApiRequest";
  /** Undertow, WildFly: the exchange below the servlet request. */
  public static final String UNDERTOW_EXCHANGE = "io/undertow/server/HttpServerExchange";
  /** Undertow, WildFly: the servlet request. */
  public static final String UNDERTOW_REQUEST = "io/undertow/servlet/spec/HttpServletRequestImpl";
  /** Undertow's {@code %a} in access logs. */
  public static final String UNDERTOW_REMOTE_IP = "io/undertow/attribute/RemoteIPAttribute";
  /** Undertow's own rewriting of the address from {@code X-Forwarded-For}. */
  public static final String UNDERTOW_PEER_HANDLER = "io/undertow/server/handlers/ProxyPeerAddressHandler";
  /** Undertow's own rewriting of the address from {@code Forwarded}. */
  public static final String UNDERTOW_FORWARDED_HANDLER = "io/undertow/server/handlers/ForwardedHandler";
  /** Open Liberty: what stands between the HTTP channel and whoever answers, the servlet container as a rule. */
  public static final String LIBERTY_LINK = "com/ibm/ws/http/dispatcher/internal/channel/HttpDispatcherLink";
  /** Open Liberty: the servlet request, of every version of the API. */
  public static final String LIBERTY_REQUEST = "com/ibm/ws/webcontainer/srt/SRTServletRequest";
  /** Open Liberty's {@code %a} in access logs. */
  public static final String LIBERTY_REMOTE_IP = "com/ibm/ws/http/channel/internal/values/AccessLogRemoteIP";
  /** Open Liberty's {@code %h} in access logs. */
  public static final String LIBERTY_REMOTE_HOST = "com/ibm/ws/http/channel/internal/values/AccessLogRemoteHost";
  /** Quarkus: what is between its fork of Undertow and Vert.x. */
  public static final String QUARKUS_EXCHANGE = "io/undertow/vertx/VertxHttpExchange";
  /** What Spring's filter hands on, since Spring 4.3: a wrapper, since 5.3 with an address of its own. */
  public static final String SPRING_FORWARDED_REQUEST =
      "org/springframework/web/filter/ForwardedHeaderFilter$ForwardedHeaderExtractingRequest";

  private RequestClasses() {
  }

  /**
   * Tells whether a class of this name is in the table of known containers.
   *
   * @param name the internal name, with slashes
   */
  public static boolean isKnown(String name) {
    switch (name) {
      case TOMCAT_REQUEST:
      case TOMCAT_REMOTE_IP_VALVE:
      case TOMCAT_REMOTE_IP_FILTER:
      case TOMCAT_REMOTE_IP_FILTER_REQUEST:
      case JETTY_REQUEST:
      case JETTY_CUSTOMIZER:
      case JETTY_EE8_REQUEST:
      case JETTY_EE9_REQUEST:
      case JETTY_EE10_REQUEST:
      case JETTY_EE11_REQUEST:
      case UNDERTOW_EXCHANGE:
      case UNDERTOW_REQUEST:
      case UNDERTOW_REMOTE_IP:
      case UNDERTOW_PEER_HANDLER:
      case UNDERTOW_FORWARDED_HANDLER:
      case LIBERTY_LINK:
      case LIBERTY_REQUEST:
      case LIBERTY_REMOTE_IP:
      case LIBERTY_REMOTE_HOST:
      case QUARKUS_EXCHANGE:
      case SPRING_FORWARDED_REQUEST:
        return true;
      default:
        return false;
    }
  }

  static boolean isCandidate(String name, byte[] bytes) {
    return isKnown(name) || !isSettled(name)
        && ClassFileOutline.declares(bytes, "getRemoteAddr", "()Ljava/lang/String;");
  }

  static boolean isCandidate(Class<?> loaded) {
    String name = loaded.getName().replace('.', '/');
    return isKnown(name) || !loaded.isInterface() && !isSettled(name) && isServletRequest(loaded);
  }

  private static boolean isServletRequest(Class<?> type) {
    if (type == null || type.getName().startsWith("java.")) {
      return false;
    }
    if (type.getName().equals("javax.servlet.ServletRequest")
        || type.getName().equals("jakarta.servlet.ServletRequest")) {
      return true;
    }
    for (Class<?> parent : type.getInterfaces()) {
      if (isServletRequest(parent)) {
        return true;
      }
    }
    return isServletRequest(type.getSuperclass());
  }

  /** The API's own wrappers declare the method, and so does much in Tomcat, for which the table has the say. */
  private static boolean isSettled(String name) {
    return name.startsWith("javax/servlet/") || name.startsWith("jakarta/servlet/")
        || name.startsWith("org/apache/tomcat/") || name.startsWith("org/apache/coyote/")
        || name.startsWith("org/apache/catalina/");
  }
}
