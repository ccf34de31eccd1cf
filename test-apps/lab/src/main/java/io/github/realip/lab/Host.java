package io.github.realip.lab;

import java.util.Locale;
import java.util.stream.Stream;

/** Everybody who has an address in the lab, by the name that the situations use. */
enum Host {
  /** Someone on the internet. */
  CLIENT("203.0.113.10", "2001:db8:113::10"),
  /** Someone else there. */
  CLIENT2("203.0.113.20", "2001:db8:113::20"),
  /** The cloud's load balancer, the address that it connects to nodes from. */
  LB("100.64.0.80", "fd00:64::80"),
  /** The node of the application's pods. */
  NODE1("192.168.10.11", "fd00:10::11"),
  /** The other node, with the ingress. */
  NODE2("192.168.10.12", "fd00:10::12"),
  /** What pods of the first node have for a default gateway; the node itself. */
  GATEWAY("10.244.1.1", "fd00:244:1::1"),
  /** The first node's kubelet, which probes its pods. */
  KUBELET("10.244.1.1", "fd00:244:1::1"),
  /** What pods of the other node have for a default gateway. */
  GATEWAY2("10.244.2.1", "fd00:244:2::1"),
  /** The other node's address on the VXLAN. */
  OVERLAY2("10.244.2.0", "fd00:244:2::"),
  /** A pod on the other node. */
  POD_A("10.244.2.10", "fd00:244:2::10"),
  /** A pod on the application's node. */
  POD_B("10.244.1.10", "fd00:244:1::10"),
  /** The ingress controller's pod. */
  INGRESS("10.244.2.80", "fd00:244:2::80"),
  /** The pod of k3s ServiceLB. */
  SVCLB("10.244.2.90", "fd00:244:2::90"),
  /** What a mesh's sidecar connects to its application from; it knows IPv4 only. */
  SIDECAR("127.0.0.6", "127.0.0.6"),
  /** Nobody: what a client claims to be. */
  FORGED("1.2.3.4", "1.2.3.4");

  /** What a program in the cluster says that it is. */
  static final String PROGRAM = "Java-http-client/21.0.8";

  private final String ipv4;
  private final String ipv6;

  Host(String ipv4, String ipv6) {
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  /** Its address, or one of its addresses. */
  String address(Family family) {
    return family == Family.IPV4 ? ipv4 : ipv6;
  }

  /** The host of that name. */
  static Host named(String name) {
    return Stream.of(values()).filter(host -> host.toString().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No host is called " + name));
  }

  /** The network namespace that it is, or is in. */
  String namespace() {
    return (this == KUBELET ? NODE1 : this).toString();
  }

  /** The name that the situations use. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it says that it is. */
  String userAgent() {
    return this == KUBELET ? "kube-probe/1.34" : PROGRAM;
  }
}
