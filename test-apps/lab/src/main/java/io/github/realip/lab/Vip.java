package io.github.realip.lab;

/** Public addresses that are no host's own. */
enum Vip {
  /** Services with the policy Local, announced by the first node, as MetalLB does. */
  LOCAL("198.51.100.1", "2001:db8:51::1"),
  /** Services with the policy Cluster, announced by the other node. */
  CLUSTER("198.51.100.2", "2001:db8:51::2"),
  /** A load balancer that rewrites destinations and keeps sources, in front of the applications. */
  KEEPING("198.51.100.11", "2001:db8:51::11"),
  /** The same in front of the ingress. */
  KEEPING_INGRESS("198.51.100.12", "2001:db8:51::12"),
  /** The load balancer that is a proxy. */
  PROXY("198.51.100.80", "2001:db8:51::80");

  private final String ipv4;
  private final String ipv6;

  Vip(String ipv4, String ipv6) {
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  String address(Family family) {
    return family == Family.IPV4 ? ipv4 : ipv6;
  }
}
