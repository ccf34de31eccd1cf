package io.github.realip.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** k3s ServiceLB: a pod that takes a node's port and hands on what arrives, with its own address. */
final class ServiceLb {
  private static final int FIRST_PORT = 8200;
  private static final int FIRST_INGRESS_PORT = 8300;

  private ServiceLb() {
  }

  /** The node's port for an application. */
  static int port(App app) {
    return FIRST_PORT + app.index();
  }

  /** The node's port for an ingress. */
  static int port(IngressConfig ingress) {
    return FIRST_INGRESS_PORT + ingress.ordinal();
  }

  /** What the pod network's port mapper adds to the node's rules. */
  static List<String> hostPorts(List<App> apps, Family family) {
    return Stream.concat(apps.stream().map(ServiceLb::port), Stream.of(IngressConfig.values()).map(ServiceLb::port))
        .map(port -> "-p tcp --dport " + port + " -j DNAT --to-destination "
            + family.socket(Host.SVCLB.address(family), port))
        .toList();
  }

  /** The pod's own rules. */
  static String rules(List<App> apps, Family family) {
    List<String> rules = new ArrayList<>();
    apps.forEach(app -> rules.addAll(handOn(port(app), Exposure.LOCAL.clusterIp(app, family), family)));
    for (IngressConfig ingress : IngressConfig.values()) {
      rules.addAll(handOn(port(ingress), ingress.clusterIp(family), family));
    }
    return "*nat\n" + String.join("\n", rules) + "\nCOMMIT\n";
  }

  private static List<String> handOn(int port, String clusterIp, Family family) {
    return List.of(
        "-A PREROUTING -p tcp --dport " + port + " -j DNAT --to-destination "
            + family.socket(clusterIp, Exposure.PORT),
        "-A POSTROUTING -d " + family.single(clusterIp) + " -p tcp -j MASQUERADE");
  }
}
