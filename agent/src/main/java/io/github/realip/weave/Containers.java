package io.github.realip.weave;

import static io.github.realip.RequestClasses.JETTY_CUSTOMIZER;
import static io.github.realip.RequestClasses.JETTY_EE10_REQUEST;
import static io.github.realip.RequestClasses.JETTY_EE11_REQUEST;
import static io.github.realip.RequestClasses.JETTY_EE8_REQUEST;
import static io.github.realip.RequestClasses.JETTY_EE9_REQUEST;
import static io.github.realip.RequestClasses.JETTY_REQUEST;
import static io.github.realip.RequestClasses.LIBERTY_LINK;
import static io.github.realip.RequestClasses.LIBERTY_REMOTE_HOST;
import static io.github.realip.RequestClasses.LIBERTY_REMOTE_IP;
import static io.github.realip.RequestClasses.LIBERTY_REQUEST;
import static io.github.realip.RequestClasses.TOMCAT_REMOTE_IP_VALVE;
import static io.github.realip.RequestClasses.TOMCAT_REQUEST;
import static io.github.realip.RequestClasses.UNDERTOW_EXCHANGE;
import static io.github.realip.RequestClasses.UNDERTOW_FORWARDED_HANDLER;
import static io.github.realip.RequestClasses.UNDERTOW_PEER_HANDLER;
import static io.github.realip.RequestClasses.UNDERTOW_REMOTE_IP;
import static io.github.realip.RequestClasses.UNDERTOW_REQUEST;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The first tier: where the known containers answer with the peer, and what is done there. Everywhere it is the lowest
 * place that still knows the headers, so that access logs and the server's own allow lists agree with the application;
 * and the container's own forwarding component keeps its other work but loses its say about the address.
 */
final class Containers {

  private static final String ADDRESS = "()Ljava/lang/String;";
  private static final String SOCKET_ADDRESS = "()Ljava/net/InetSocketAddress;";
  private static final String LIBERTY_CONTEXT = "com/ibm/wsspi/http/channel/inbound/HttpInboundServiceContext";
  private static final String LIBERTY_CONTEXT_IMPL =
      "com/ibm/ws/http/channel/internal/inbound/HttpInboundServiceContextImpl";
  private static final String LIBERTY_LOG = "(Lcom/ibm/wsspi/http/channel/HttpResponseMessage;"
      + "Lcom/ibm/wsspi/http/channel/HttpRequestMessage;Ljava/lang/Object;)Ljava/lang/String;";

  private static final Map<String, List<Hook>> HOOKS = new HashMap<String, List<Hook>>();

  static {
    // Tomcat, TomEE: valves, access log and facade all ask the connector's request, which keeps the address in a field
    // until it is recycled. RemoteIpValve asks it first, while the headers are still as they came.
    // GlassFish, Payara: the same class by name; there their own way past a proxy, auth-pass-through, is in the method.
    row(TOMCAT_REQUEST,
        ClientAddressHook.keptIn("remoteAddr", "getRemoteAddr", ADDRESS, HeaderSource.SERVLET),
        new UnwrittenValueHook("getRemoteAddr", "org/apache/catalina/Connector", "getProxyHandler"),
        new RemoteHostHook());
    row(TOMCAT_REMOTE_IP_VALVE,
        new SocketPeerHook(),
        MutedWriteHook.setter("invoke", TOMCAT_REQUEST, "setRemoteAddr", "getRemoteAddr"),
        MutedWriteHook.setter("invoke", TOMCAT_REQUEST, "setRemoteHost", "getRemoteHost"));

    // Jetty 9 to 11: the servlet request itself. Jetty 12: the core's static method, which every environment's servlet
    // request and the request log ask; of one name, so both forms stand in one row and the one that is there is woven.
    row(JETTY_REQUEST,
        ClientAddressHook.on("getRemoteAddr", ADDRESS, HeaderSource.SERVLET),
        new RemoteHostHook(),
        ClientAddressHook.on("getRemoteAddr", "(Lorg/eclipse/jetty/server/Request;)Ljava/lang/String;",
            HeaderSource.JETTY_CORE));
    row(JETTY_CUSTOMIZER,
        MutedWriteHook.setterToNull("customize", JETTY_REQUEST, "setRemoteAddr"),
        new UnwrittenValueHook("customize", "java/net/InetSocketAddress", "createUnresolved"));
    row(JETTY_EE8_REQUEST, new RemoteHostHook());
    row(JETTY_EE9_REQUEST, new RemoteHostHook());
    row(JETTY_EE10_REQUEST); // asks the core for both
    row(JETTY_EE11_REQUEST); // asks the core for both

    // Undertow, WildFly: the exchange, which keeps the source address in a field once it is set.
    row(UNDERTOW_EXCHANGE,
        ClientAddressHook.keptIn("sourceAddress", "getSourceAddress", SOCKET_ADDRESS, HeaderSource.UNDERTOW));
    row(UNDERTOW_REQUEST, new AddressTextHook("getRemoteAddr"));
    row(UNDERTOW_REMOTE_IP, new AddressTextHook("readAttribute"));
    row(UNDERTOW_PEER_HANDLER,
        MutedWriteHook.setter("handleRequest", UNDERTOW_EXCHANGE, "setSourceAddress", "getSourceAddress"));
    row(UNDERTOW_FORWARDED_HANDLER,
        MutedWriteHook.setter("handleRequest", UNDERTOW_EXCHANGE, "setSourceAddress", "getSourceAddress"));

    // Open Liberty: the dispatcher's link, which servlets and all else above it ask. Access logs are written below it.
    // Its own remoteIp, and the headers of the web server's plug-in, no longer have a say about the address.
    row(LIBERTY_LINK,
        ClientAddressHook.on("getRemoteHostAddress", ADDRESS, HeaderSource.LIBERTY),
        new UnwrittenValueHook("getRemoteHostAddress", LIBERTY_CONTEXT_IMPL, "getForwardedRemoteAddress"),
        new UnwrittenValueHook("getRemoteHostAddress", LIBERTY_LINK, "getTrustedHeader"));
    row(LIBERTY_REQUEST, new RemoteHostHook());
    row(LIBERTY_REMOTE_IP,
        ClientAddressHook.on("getRemoteIP", LIBERTY_LOG, HeaderSource.LIBERTY_LOG),
        new UnwrittenValueHook("getRemoteIP", LIBERTY_CONTEXT, "getForwardedRemoteAddress"));
    row(LIBERTY_REMOTE_HOST,
        ClientAddressHook.on("getRemoteHostAddress", LIBERTY_LOG, HeaderSource.LIBERTY_LOG),
        new UnwrittenValueHook("getRemoteHostAddress", LIBERTY_CONTEXT, "getForwardedRemoteHost"));
  }

  private Containers() {
  }

  /**
   * The hooks for a class, empty where its address comes from another class of this table.
   *
   * @param name the internal name, with slashes
   * @return {@code null} if the class is in no row
   */
  static List<Hook> hooks(String name) {
    return HOOKS.get(name);
  }

  private static void row(String name, Hook... hooks) {
    HOOKS.put(name, Arrays.asList(hooks));
  }
}
