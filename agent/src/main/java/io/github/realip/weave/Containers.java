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
import static io.github.realip.RequestClasses.QUARKUS_EXCHANGE;
import static io.github.realip.RequestClasses.SPRING_FORWARDED_REQUEST;
import static io.github.realip.RequestClasses.TOMCAT_REMOTE_IP_FILTER;
import static io.github.realip.RequestClasses.TOMCAT_REMOTE_IP_FILTER_REQUEST;
import static io.github.realip.RequestClasses.TOMCAT_REMOTE_IP_VALVE;
import static io.github.realip.RequestClasses.TOMCAT_REQUEST;
import static io.github.realip.RequestClasses.UNDERTOW_EXCHANGE;
import static io.github.realip.RequestClasses.UNDERTOW_FORWARDED_HANDLER;
import static io.github.realip.RequestClasses.UNDERTOW_PEER_HANDLER;
import static io.github.realip.RequestClasses.UNDERTOW_REMOTE_IP;
import static io.github.realip.RequestClasses.UNDERTOW_REQUEST;

import java.util.Arrays;
import java.util.List;

import io.github.realip.config.ForwardingComponent;

/**
 * The first tier: where the known containers answer with the peer, and what is done there. Everywhere it is the lowest
 * place that still knows the headers, so that access logs and the server's own allow lists agree with the application;
 * and the container's own forwarding component keeps its other work but loses its say about the address, unless it is
 * left in charge.
 */
final class Containers {

  private static final String ADDRESS = "()Ljava/lang/String;";
  private static final String SOCKET_ADDRESS = "()Ljava/net/InetSocketAddress;";
  private static final String LIBERTY_CONTEXT = "com/ibm/wsspi/http/channel/inbound/HttpInboundServiceContext";
  private static final String LIBERTY_CONTEXT_IMPL =
      "com/ibm/ws/http/channel/internal/inbound/HttpInboundServiceContextImpl";
  private static final String LIBERTY_LOG = "(Lcom/ibm/wsspi/http/channel/HttpResponseMessage;"
      + "Lcom/ibm/wsspi/http/channel/HttpRequestMessage;Ljava/lang/Object;)Ljava/lang/String;";

  private Containers() {
  }

  /**
   * The hooks for a class, empty where its address comes from another class of this table or there is nothing to do.
   *
   * @param name the internal name, with slashes
   * @param inCharge the component that keeps its say about the address, or {@code null}
   * @return {@code null} if the class is in no row
   */
  static List<Hook> hooks(String name, ForwardingComponent inCharge) {
    switch (name) {

      // Tomcat, TomEE: valves, access log and facade all ask the connector's request, which keeps the address in a
      // field until it is recycled. RemoteIpValve asks it first, while the headers are still as they came.
      // GlassFish, Payara: the same class by name; there their own way past a proxy, auth-pass-through, is in the
      // method.
      case TOMCAT_REQUEST:
        return row(
            ClientAddressHook.keptIn("remoteAddr", "getRemoteAddr", ADDRESS, HeaderSource.SERVLET),
            new UnwrittenValueHook("getRemoteAddr", "org/apache/catalina/Connector", "getProxyHandler"),
            new RemoteHostHook(),
            new SocketPeerAttributeHook());
      case TOMCAT_REMOTE_IP_VALVE:
        return inCharge == ForwardingComponent.REMOTE_IP_VALVE
            ? row(SocketPeerHook.inValve())
            : row(SocketPeerHook.inValve(),
                MutedWriteHook.setter("invoke", TOMCAT_REQUEST, "setRemoteAddr", "getRemoteAddr"),
                MutedWriteHook.setter("invoke", TOMCAT_REQUEST, "setRemoteHost", "getRemoteHost"));
      case TOMCAT_REMOTE_IP_FILTER:
        return row(SocketPeerHook.inFilter());
      case TOMCAT_REMOTE_IP_FILTER_REQUEST:
        return inCharge == ForwardingComponent.REMOTE_IP_FILTER ? row() : row(
            new WrapperHook("getRemoteAddr", ADDRESS),
            new WrapperHook("getRemoteHost", ADDRESS));

      // Jetty 9 to 11: the servlet request itself. Jetty 12: the core's static method, which every environment's
      // servlet request and the request log ask; of one name, so both forms stand in one row and the one that is there
      // is woven.
      case JETTY_REQUEST:
        return row(
            ClientAddressHook.on("getRemoteAddr", ADDRESS, HeaderSource.SERVLET),
            new RemoteHostHook(),
            ClientAddressHook.on("getRemoteAddr", "(Lorg/eclipse/jetty/server/Request;)Ljava/lang/String;",
                HeaderSource.JETTY_CORE));
      case JETTY_CUSTOMIZER:
        return inCharge == ForwardingComponent.JETTY_FORWARDED ? row() : row(
            MutedWriteHook.setterToNull("customize", JETTY_REQUEST, "setRemoteAddr"),
            new UnwrittenValueHook("customize", "java/net/InetSocketAddress", "createUnresolved"));
      case JETTY_EE8_REQUEST:
      case JETTY_EE9_REQUEST:
        return row(new RemoteHostHook());
      case JETTY_EE10_REQUEST:
      case JETTY_EE11_REQUEST:
        return row(); // asks the core for both

      // Undertow, WildFly: the exchange, which keeps the source address in a field once it is set.
      case UNDERTOW_EXCHANGE:
        return row(ClientAddressHook.keptIn("sourceAddress", "getSourceAddress", SOCKET_ADDRESS,
            HeaderSource.UNDERTOW));
      case UNDERTOW_REQUEST:
        return row(new AddressTextHook("getRemoteAddr"));
      case UNDERTOW_REMOTE_IP:
        return row(new AddressTextHook("readAttribute"));
      case UNDERTOW_PEER_HANDLER:
        return inCharge == ForwardingComponent.UNDERTOW_PROXY_PEER_ADDRESS ? row() : row(mutedExchange());
      case UNDERTOW_FORWARDED_HANDLER:
        return inCharge == ForwardingComponent.UNDERTOW_FORWARDED ? row() : row(mutedExchange());

      // Open Liberty: the dispatcher's link, which servlets and all else above it ask. Access logs are written below
      // it. Its own remoteIp, and the headers of the web server's plug-in, no longer have a say about the address.
      case LIBERTY_LINK:
        return row(
            ClientAddressHook.on("getRemoteHostAddress", ADDRESS, HeaderSource.LIBERTY),
            new UnwrittenValueHook("getRemoteHostAddress", LIBERTY_CONTEXT_IMPL, "getForwardedRemoteAddress"),
            new UnwrittenValueHook("getRemoteHostAddress", LIBERTY_LINK, "getTrustedHeader"));
      case LIBERTY_REQUEST:
        return row(new RemoteHostHook());
      case LIBERTY_REMOTE_IP:
        return row(
            ClientAddressHook.on("getRemoteIP", LIBERTY_LOG, HeaderSource.LIBERTY_LOG),
            new UnwrittenValueHook("getRemoteIP", LIBERTY_CONTEXT, "getForwardedRemoteAddress"));
      case LIBERTY_REMOTE_HOST:
        return row(
            ClientAddressHook.on("getRemoteHostAddress", LIBERTY_LOG, HeaderSource.LIBERTY_LOG),
            new UnwrittenValueHook("getRemoteHostAddress", LIBERTY_CONTEXT, "getForwardedRemoteHost"));

      // Quarkus: its fork of Undertow has the same names.
      case QUARKUS_EXCHANGE:
        return inCharge == ForwardingComponent.QUARKUS_FORWARDED ? row() : row(new VertxPeerHook());

      // Spring in any container.
      case SPRING_FORWARDED_REQUEST:
        return inCharge == ForwardingComponent.SPRING_FORWARDED_HEADER_FILTER ? row() : row(
            new WrapperHook("getRemoteAddr", ADDRESS),
            new WrapperHook("getRemoteHost", ADDRESS),
            new WrapperHook("getRemotePort", "()I"));

      default:
        return null;
    }
  }

  private static Hook mutedExchange() {
    return MutedWriteHook.setter("handleRequest", UNDERTOW_EXCHANGE, "setSourceAddress", "getSourceAddress");
  }

  private static List<Hook> row(Hook... hooks) {
    return Arrays.asList(hooks);
  }
}
