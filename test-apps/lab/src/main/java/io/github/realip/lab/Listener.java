package io.github.realip.lab;

import java.util.List;
import java.util.stream.Stream;

/** What a cloud's load balancer listens for, and what it does with it. */
enum Listener {
  /** HTTP, to the application's NodePort with the policy Local. */
  HTTP_TO_LOCAL("http", "", null),
  /** HTTP, to the application's NodePort with the default policy, at the other node. */
  HTTP_TO_CLUSTER("http", "", null),
  /** HTTP over IPv6, to the application's NodePort over IPv4. */
  HTTP_6_TO_4("http", "", Family.IPV4),
  /** TCP with an address of its own towards the node. */
  TCP("tcp", "", null),
  /** TCP that says in a PROXY line who the client is. */
  PROXY_V1("tcp", " send-proxy", null),
  /** The same in its binary form. */
  PROXY_V2("tcp", " send-proxy-v2", null),
  /** HTTP, to the ingress. */
  HTTP_TO_INGRESS("http", "", null),
  /** TCP with an address of its own, to the ingress. */
  TCP_TO_INGRESS("tcp", "", null),
  /** PROXY line, to the ingress over IPv4. */
  PROXY_V1_TO_INGRESS("tcp", " send-proxy", Family.IPV4),
  /** Binary PROXY header, to the ingress over IPv4. */
  PROXY_V2_TO_INGRESS("tcp", " send-proxy-v2", Family.IPV4),
  /** Binary PROXY header, to the application's NodePort with the default policy, at the other node. */
  PROXY_V2_TO_CLUSTER("tcp", " send-proxy-v2", null);

  private static final int FIRST_PORT = 7000;

  private final String mode;
  private final String option;
  private final Family backend;

  Listener(String mode, String option, Family backend) {
    this.mode = mode;
    this.option = option;
    this.backend = backend;
  }

  /** The port for an application or a configuration of the ingress. */
  int port(int index) {
    return FIRST_PORT + 100 * ordinal() + index;
  }

  /** HAProxy's configuration for all of them. */
  static String configuration(List<App> apps) {
    StringBuilder text = new StringBuilder("""
        global
          maxconn 2000
        defaults
          timeout connect 5s
          timeout client 60s
          timeout server 60s
        """);
    for (Listener listener : values()) {
      for (Family family : Family.values()) {
        if (listener.name().endsWith("_TO_INGRESS")) {
          Stream.of(IngressConfig.values()).forEach(config -> text.append(
              listener.block(family, config.ordinal(), Host.NODE2, config.nodePort())));
        } else if (listener.name().endsWith("_TO_CLUSTER")) {
          apps.forEach(app -> text.append(
              listener.block(family, app.index(), Host.NODE2, Exposure.CLUSTER.nodePort(app))));
        } else {
          apps.forEach(app -> text.append(
              listener.block(family, app.index(), Host.NODE1, Exposure.LOCAL.nodePort(app))));
        }
      }
    }
    return text.toString();
  }

  private String block(Family family, int index, Host node, int nodePort) {
    Family towards = backend == null ? family : backend;
    return """
        listen %s-%s-%d
          mode %s
        %s  bind %s
          server node %s%s
        """.formatted(name(), family, index, mode, mode.equals("http") ? "  option forwardfor\n" : "",
        Vip.PROXY.address(family) + ":" + port(index), node.address(towards) + ":" + nodePort, option);
  }
}
