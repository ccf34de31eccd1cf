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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  private static final Map<String, List<Hook>> HOOKS = new HashMap<String, List<Hook>>();
  /** What takes each component's say away, by the class where it is done. */
  private static final Map<ForwardingComponent, Map<String, List<Hook>>> SILENCERS =
      new EnumMap<ForwardingComponent, Map<String, List<Hook>>>(ForwardingComponent.class);

  static {
    // Tomcat, TomEE: valves, access log and facade all ask the connector's request, which keeps the address in a field
    // until it is recycled. RemoteIpValve asks it first, while the headers are still as they came.
    // GlassFish, Payara: the same class by name; there their own way past a proxy, auth-pass-through, is in the method.
    row(TOMCAT_REQUEST,
        ClientAddressHook.keptIn("remoteAddr", "getRemoteAddr", ADDRESS, HeaderSource.SERVLET),
        new UnwrittenValueHook("getRemoteAddr", "org/apache/catalina/Connector", "getProxyHandler"),
        new RemoteHostHook(),
        new SocketPeerAttributeHook());
    row(TOMCAT_REMOTE_IP_VALVE, SocketPeerHook.inValve());
    silence(ForwardingComponent.REMOTE_IP_VALVE, TOMCAT_REMOTE_IP_VALVE,
        MutedWriteHook.setter("invoke", TOMCAT_REQUEST, "setRemoteAddr", "getRemoteAddr"),
        MutedWriteHook.setter("invoke", TOMCAT_REQUEST, "setRemoteHost", "getRemoteHost"));
    row(TOMCAT_REMOTE_IP_FILTER, SocketPeerHook.inFilter());
    silence(ForwardingComponent.REMOTE_IP_FILTER, TOMCAT_REMOTE_IP_FILTER_REQUEST,
        new WrapperHook("getRemoteAddr", ADDRESS),
        new WrapperHook("getRemoteHost", ADDRESS));

    // Jetty 9 to 11: the servlet request itself. Jetty 12: the core's static method, which every environment's servlet
    // request and the request log ask; of one name, so both forms stand in one row and the one that is there is woven.
    row(JETTY_REQUEST,
        ClientAddressHook.on("getRemoteAddr", ADDRESS, HeaderSource.SERVLET),
        new RemoteHostHook(),
        ClientAddressHook.on("getRemoteAddr", "(Lorg/eclipse/jetty/server/Request;)Ljava/lang/String;",
            HeaderSource.JETTY_CORE));
    silence(ForwardingComponent.JETTY_FORWARDED, JETTY_CUSTOMIZER,
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
    silence(ForwardingComponent.UNDERTOW_PROXY_PEER_ADDRESS, UNDERTOW_PEER_HANDLER,
        MutedWriteHook.setter("handleRequest", UNDERTOW_EXCHANGE, "setSourceAddress", "getSourceAddress"));
    silence(ForwardingComponent.UNDERTOW_FORWARDED, UNDERTOW_FORWARDED_HANDLER,
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

    // Quarkus: its fork of Undertow has the same names
    silence(ForwardingComponent.QUARKUS_FORWARDED, QUARKUS_EXCHANGE, new VertxPeerHook());

    // Spring in any container
    silence(ForwardingComponent.SPRING_FORWARDED_HEADER_FILTER, SPRING_FORWARDED_REQUEST,
        new WrapperHook("getRemoteAddr", ADDRESS),
        new WrapperHook("getRemoteHost", ADDRESS),
        new WrapperHook("getRemotePort", "()I"));
  }

  private Containers() {
  }

  /**
   * The hooks for a class, empty where its address comes from another class of this table or there is nothing to do.
   *
   * @param name the internal name, with slashes
   * @param inCharge the component that is not silenced, or {@code null}
   * @return {@code null} if the class is in no row
   */
  static List<Hook> hooks(String name, ForwardingComponent inCharge) {
    List<Hook> found = HOOKS.get(name);
    if (found == null) {
      return null;
    }
    List<Hook> hooks = new ArrayList<Hook>(found);
    for (Map.Entry<ForwardingComponent, Map<String, List<Hook>>> each : SILENCERS.entrySet()) {
      if (each.getKey() != inCharge && each.getValue().containsKey(name)) {
        hooks.addAll(each.getValue().get(name));
      }
    }
    return hooks;
  }

  private static void row(String name, Hook... hooks) {
    HOOKS.put(name, Arrays.asList(hooks));
  }

  private static void silence(ForwardingComponent component, String name, Hook... hooks) {
    if (!HOOKS.containsKey(name)) {
      row(name);
    }
    SILENCERS.put(component, Collections.singletonMap(name, Arrays.asList(hooks)));
  }
}
