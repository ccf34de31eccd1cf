package io.github.realip.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * What kube-proxy in its iptables mode writes on a node: the same chains, in the same order, with the same names.
 *
 * <p>The one rule of the pod network (CNI) that matters here is in it too: pods that leave the pod network do so with
 * their node's address.
 */
final class KubeProxy {
  private final Family family;
  private final boolean masqueradeAll;
  private final Host node;
  private final List<String> chains = new ArrayList<>();
  private final List<String> services = new ArrayList<>();
  private final List<String> nodePorts = new ArrayList<>();
  private final List<String> rules = new ArrayList<>();
  private final List<String> filter = new ArrayList<>();

  private KubeProxy(Family family, boolean masqueradeAll, Host node) {
    this.family = family;
    this.masqueradeAll = masqueradeAll;
    this.node = node;
  }

  /** The input of {@code iptables-restore} for a node. */
  static String rules(Family family, boolean masqueradeAll, Host node, List<Service> services, List<String> hostPorts) {
    KubeProxy proxy = new KubeProxy(family, masqueradeAll, node);
    services.forEach(proxy::add);
    return proxy.text(hostPorts);
  }

  private void add(Service service) {
    String svc = chain("KUBE-SVC-", service);
    String ext = chain("KUBE-EXT-", service);
    String pod = family.socket(service.endpoint(), service.targetPort());
    String sep = ChainName.ofEndpoint(service.servicePort(), pod);
    chains.add(sep);

    String toCluster = " -d " + family.single(service.clusterIp()) + " --dport " + service.port();
    services.add(comment(service, "cluster IP") + " -m tcp -p tcp" + toCluster + " -j " + svc);
    rules.add("-A " + svc + comment(service, "cluster IP") + " -m tcp -p tcp" + toCluster
        + (masqueradeAll ? "" : " ! -s " + family.podNetwork()) + " -j KUBE-MARK-MASQ");
    rules.add("-A " + svc + comment(service, "-> " + pod) + " -j " + sep);
    rules.add("-A " + sep + comment(service, "") + " -s " + family.single(service.endpoint()) + " -j KUBE-MARK-MASQ");
    rules.add("-A " + sep + comment(service, "") + " -m tcp -p tcp -j DNAT --to-destination " + pod);

    nodePorts.add(comment(service, "") + " -m tcp -p tcp --dport " + service.nodePort() + " -j " + ext);
    if (!service.balancerIp().isEmpty()) {
      services.add(comment(service, "loadbalancer IP") + " -m tcp -p tcp -d "
          + family.single(service.balancerIp()) + " --dport " + service.port() + " -j " + ext);
    }
    if (service.local()) {
      local(service, svc, ext, sep);
    } else {
      rules.add("-A " + ext + comment(service, "masquerade traffic for external destinations") + " -j KUBE-MARK-MASQ");
      rules.add("-A " + ext + " -j " + svc);
    }
  }

  private void local(Service service, String svc, String ext, String sep) {
    rules.add("-A " + ext + comment(service, "pod traffic for external destinations")
        + " -s " + family.podNetwork() + " -j " + svc);
    rules.add("-A " + ext + comment(service, "masquerade LOCAL traffic for external destinations")
        + " -m addrtype --src-type LOCAL -j KUBE-MARK-MASQ");
    rules.add("-A " + ext + comment(service, "route LOCAL traffic for external destinations")
        + " -m addrtype --src-type LOCAL -j " + svc);
    if (service.node() == node) {
      String svl = chain("KUBE-SVL-", service);
      rules.add("-A " + ext + " -j " + svl);
      rules.add("-A " + svl + comment(service, "-> " + family.socket(service.endpoint(), service.targetPort()))
          + " -j " + sep);
    } else {
      filter.add("-A KUBE-EXTERNAL-SERVICES" + comment(service, "has no local endpoints")
          + " -m addrtype --dst-type LOCAL -m tcp -p tcp --dport " + service.nodePort() + " -j DROP");
    }
  }

  private String chain(String prefix, Service service) {
    String name = ChainName.of(prefix, service.servicePort());
    chains.add(name);
    return name;
  }

  private static String comment(Service service, String what) {
    return " -m comment --comment \"" + (service.servicePort() + " " + what).strip() + '"';
  }

  private String text(List<String> hostPorts) {
    StringBuilder text = new StringBuilder("*nat\n");
    List.of("KUBE-SERVICES", "KUBE-NODEPORTS", "KUBE-POSTROUTING", "KUBE-MARK-MASQ", "CNI-HOSTPORT-DNAT")
        .forEach(chain -> text.append(':').append(chain).append(" - [0:0]\n"));
    chains.forEach(chain -> text.append(':').append(chain).append(" - [0:0]\n"));
    String hostPortJump = " -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT\n";
    text.append("""
        -A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
        -A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
        -A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING
        """);
    text.append("-A PREROUTING").append(hostPortJump).append("-A OUTPUT").append(hostPortJump);
    text.append("-A POSTROUTING -s ").append(family.podNetwork()).append(" ! -d ").append(family.podNetwork())
        .append(" -j MASQUERADE\n");
    text.append("""
        -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
        -A KUBE-POSTROUTING -j MARK --xor-mark 0x4000
        -A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" \
        -j MASQUERADE --random-fully
        -A KUBE-MARK-MASQ -j MARK --or-mark 0x4000
        """);
    nodePorts.forEach(rule -> text.append("-A KUBE-NODEPORTS").append(rule).append('\n'));
    services.forEach(rule -> text.append("-A KUBE-SERVICES").append(rule).append('\n'));
    text.append("""
        -A KUBE-SERVICES -m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this \
        chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
        """);
    rules.forEach(rule -> text.append(rule).append('\n'));
    hostPorts.forEach(rule -> text.append("-A CNI-HOSTPORT-DNAT ").append(rule).append('\n'));
    text.append("""
        COMMIT
        *filter
        :KUBE-EXTERNAL-SERVICES - [0:0]
        -A INPUT -m conntrack --ctstate NEW -j KUBE-EXTERNAL-SERVICES
        -A FORWARD -m conntrack --ctstate NEW -j KUBE-EXTERNAL-SERVICES
        """);
    filter.forEach(rule -> text.append(rule).append('\n'));
    return text.append("COMMIT\n").toString();
  }
}
