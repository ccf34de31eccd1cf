package io.github.realip.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The shell script that makes the namespaces, cables, addresses, routes and rules. One {@code ip} program makes it
 * all, and nothing in it is linked to a network outside.
 */
final class Wiring {
  /** The router: the internet, the cloud's network and what is between them. */
  private static final String ROUTER = "router";
  private static final int NODES = 2;
  private static final int LINES_AT_ONCE = 80;

  private final PodNetwork network;
  private final List<App> apps;
  private final Map<String, List<String>> commands = new LinkedHashMap<>();
  private final StringBuilder rules = new StringBuilder();

  private Wiring(PodNetwork network, List<App> apps) {
    this.network = network;
    this.apps = apps;
  }

  static String script(PodNetwork network, List<App> apps) {
    Wiring wiring = new Wiring(network, apps);
    wiring.cloud();
    for (int node = 1; node <= NODES; node++) {
      wiring.node(node);
    }
    wiring.pods();
    wiring.rules();
    return wiring.text();
  }

  private void cloud() {
    in(ROUTER, "link add internet type bridge", "link set internet up", "link add vpc type bridge", "link set vpc up");
    address(ROUTER, "internet", "203.0.113.1/24", "2001:db8:113::1/64");
    address(ROUTER, "vpc", "192.168.10.1/24", "fd00:10::1/64");
    address(ROUTER, "vpc", "100.64.0.1/24", "fd00:64::1/64");
    for (Host client : List.of(Host.CLIENT, Host.CLIENT2)) {
      host(client, "internet", "24", "64", "203.0.113.1", "2001:db8:113::1");
    }
    host(Host.LB, "vpc", "24", "64", "100.64.0.1", "fd00:64::1");
    host(Host.NODE1, "vpc", "24", "64", "192.168.10.1", "fd00:10::1");
    host(Host.NODE2, "vpc", "24", "64", "192.168.10.1", "fd00:10::1");
    address(Host.LB.namespace(), "lo",
        Vip.PROXY.address(Family.IPV4) + "/32", Vip.PROXY.address(Family.IPV6) + "/128");
    for (Family family : Family.values()) {
      route(ROUTER, family, Vip.PROXY.address(family), "via " + Host.LB.address(family));
      route(ROUTER, family, Vip.LOCAL.address(family), "via " + Host.NODE1.address(family));
      route(ROUTER, family, Vip.CLUSTER.address(family), "via " + Host.NODE2.address(family));
    }
  }

  private void node(int number) {
    String name = "node" + number;
    in(name, "link add cni0 type bridge", "link set cni0 up");
    address(name, "cni0", "10.244." + number + ".1/24", "fd00:244:" + number + "::1/64");
    int other = NODES + 1 - number;
    String podsIpv4 = "10.244." + other + ".0";
    String podsIpv6 = "fd00:244:" + other + "::";
    if (network.isOverlay()) {
      in(name, "link add flannel.1 address 02:42:00:00:00:0" + number + " type vxlan id 1 dev eth0 local "
          + Host.named(name).address(Family.IPV4) + " dstport 8472 nolearning");
      address(name, "flannel.1", "10.244." + number + ".0/32", "fd00:244:" + number + "::/128");
      in(name, "link set flannel.1 up",
          "neigh add " + podsIpv4 + " lladdr 02:42:00:00:00:0" + other + " dev flannel.1 nud permanent",
          "neigh add " + podsIpv6 + " lladdr 02:42:00:00:00:0" + other + " dev flannel.1 nud permanent",
          "route add " + podsIpv4 + "/24 via " + podsIpv4 + " dev flannel.1 onlink",
          "route add " + podsIpv6 + "/64 via " + podsIpv6 + " dev flannel.1 onlink");
      rules.append("bridge -n ").append(name).append(" fdb append 02:42:00:00:00:0").append(other)
          .append(" dev flannel.1 dst ").append(Host.named("node" + other).address(Family.IPV4)).append('\n');
    } else {
      Host otherNode = Host.named("node" + other);
      in(name, "route add " + podsIpv4 + "/24 via " + otherNode.address(Family.IPV4),
          "route add " + podsIpv6 + "/64 via " + otherNode.address(Family.IPV6));
    }
  }

  private void pods() {
    pod(Host.POD_B.namespace(), 1, Host.POD_B.address(Family.IPV4), Host.POD_B.address(Family.IPV6));
    for (App app : apps) {
      pod(app.namespace(), 1, app.address(Family.IPV4), app.address(Family.IPV6));
    }
    for (Host pod : List.of(Host.POD_A, Host.INGRESS, Host.SVCLB)) {
      pod(pod.namespace(), 2, pod.address(Family.IPV4), pod.address(Family.IPV6));
    }
  }

  private void pod(String name, int node, String ipv4, String ipv6) {
    cable(name, "node" + node, "cni0");
    in("node" + node, "link set v" + name + " type bridge_slave hairpin on");
    address(name, "eth0", ipv4 + "/24", ipv6 + "/64");
    in(name, "route add default via 10.244." + node + ".1", "route add default via fd00:244:" + node + "::1");
  }

  private void host(Host host, String bridge, String bitsIpv4, String bitsIpv6, String routerIpv4, String routerIpv6) {
    String name = host.namespace();
    cable(name, ROUTER, bridge);
    address(name, "eth0", host.address(Family.IPV4) + "/" + bitsIpv4, host.address(Family.IPV6) + "/" + bitsIpv6);
    in(name, "route add default via " + routerIpv4, "route add default via " + routerIpv6);
  }

  private void cable(String name, String at, String bridge) {
    in(name, "link add eth0 type veth peer name v" + name + " netns " + at, "link set eth0 up");
    in(at, "link set v" + name + " master " + bridge, "link set v" + name + " up");
  }

  private void address(String name, String device, String ipv4, String ipv6) {
    in(name, "addr add " + ipv4 + " dev " + device, "addr add " + ipv6 + " dev " + device + " nodad");
  }

  private void route(String name, Family family, String to, String how) {
    in(name, "route add " + family.single(to) + " " + how);
  }

  private void in(String namespace, String... ipCommands) {
    commands.computeIfAbsent(namespace, any -> new ArrayList<>()).addAll(List.of(ipCommands));
  }

  private void rules() {
    for (Family family : Family.values()) {
      List<Service> services = new ArrayList<>();
      for (App app : apps) {
        Stream.of(Exposure.values()).forEach(exposure -> services.add(exposure.of(app, family)));
      }
      Stream.of(IngressConfig.values()).forEach(config -> services.addAll(config.services(family)));
      restore(family, "node1", KubeProxy.rules(family, network.masqueradesAll(), Host.NODE1, services, List.of()));
      restore(family, "node2", KubeProxy.rules(family, network.masqueradesAll(), Host.NODE2, services,
          ServiceLb.hostPorts(apps, family)));
      restore(family, Host.SVCLB.namespace(), ServiceLb.rules(apps, family));
      restore(family, ROUTER, keepingBalancer(family));
      apps.forEach(app -> restore(family, app.namespace(), Sidecar.rules()));
    }
  }

  /** A load balancer that only rewrites the destination, to nodes that have the pod. */
  private String keepingBalancer(Family family) {
    StringBuilder text = new StringBuilder("*nat\n");
    for (App app : apps) {
      text.append("-A PREROUTING -d ").append(Vip.KEEPING.address(family)).append(" -p tcp --dport ")
          .append(Exposure.balancedPort(app)).append(" -j DNAT --to-destination ")
          .append(family.socket(Host.NODE1.address(family), Exposure.LOCAL.nodePort(app))).append('\n');
    }
    for (IngressConfig config : IngressConfig.values()) {
      text.append("-A PREROUTING -d ").append(Vip.KEEPING_INGRESS.address(family)).append(" -p tcp --dport ")
          .append(config.port()).append(" -j DNAT --to-destination ")
          .append(family.socket(Host.NODE2.address(family), config.nodePort())).append('\n');
    }
    return text.append("COMMIT\n").toString();
  }

  private void restore(Family family, String namespace, String input) {
    rules.append("ip netns exec ").append(namespace).append(' ').append(family.restore())
        .append(" --noflush <<'RULES' || touch failed &\n").append(inPieces(input)).append("RULES\n");
  }

  /** An ordinary user's messages to the kernel may not be long, so there are several. */
  private static String inPieces(String input) {
    StringBuilder pieces = new StringBuilder();
    String table = "";
    int lines = 0;
    for (String line : input.split("\n")) {
      if (line.startsWith("*")) {
        table = line;
        lines = 0;
      } else if (++lines % LINES_AT_ONCE == 0) {
        pieces.append("COMMIT\n").append(table).append('\n');
      }
      pieces.append(line).append('\n');
    }
    return pieces.toString();
  }

  private String text() {
    StringBuilder text = new StringBuilder("cd \"$(dirname \"$0\")\"\nrm -f failed\nip -batch - <<'LINES'\n");
    commands.keySet().forEach(name -> text.append("netns add ").append(name).append('\n'));
    text.append("LINES\n");
    // before any address: no waiting for duplicates of IPv6 addresses; forwarding where others' packets pass
    text.append("for n in ").append(String.join(" ", commands.keySet())).append("; do ip netns exec $n sh -c '")
        .append("cd /proc/sys/net; echo 0 >ipv6/conf/all/accept_dad; echo 0 >ipv6/conf/default/accept_dad;")
        .append(" echo 0 >ipv6/conf/default/dad_transmits; echo 1 >ipv4/ip_forward;")
        .append(" echo 1 >ipv6/conf/all/forwarding; ip link set lo up' & done; wait\n");
    // cables first, as later lines name both their ends
    text.append(batches(line -> line.startsWith("link add")));
    text.append(batches(line -> line.startsWith("link set")));
    for (int node = 1; node <= NODES; node++) {
      text.append("ip netns exec node").append(node).append(" sh -c 'cd /proc/sys/net/bridge;")
          .append(" echo 1 >bridge-nf-call-iptables; echo 1 >bridge-nf-call-ip6tables'\n");
    }
    text.append(batches(line -> !line.startsWith("link")));
    return text.append(rules).append("wait\n[ ! -e failed ]\n").toString();
  }

  private String batches(Predicate<String> which) {
    StringBuilder text = new StringBuilder();
    commands.forEach((name, lines) -> {
      text.append("ip -n ").append(name).append(" -batch - <<'LINES'\n");
      lines.stream().filter(which).forEach(line -> text.append(line).append('\n'));
      text.append("LINES\n");
    });
    return text.toString();
  }
}
