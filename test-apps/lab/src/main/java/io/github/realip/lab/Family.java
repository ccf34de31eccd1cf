package io.github.realip.lab;

/** The two internet protocols; a pod network carries both. */
enum Family {
  /** IPv4. */
  IPV4("iptables", "10.244.0.0/16", 32),
  /** IPv6. */
  IPV6("ip6tables", "fd00:244::/32", 128);

  private final String iptables;
  private final String podNetwork;
  private final int bits;

  Family(String iptables, String podNetwork, int bits) {
    this.iptables = iptables;
    this.podNetwork = podNetwork;
    this.bits = bits;
  }

  /** The program that loads rules. */
  String restore() {
    return iptables + "-restore";
  }

  /** All pods of all nodes. */
  String podNetwork() {
    return podNetwork;
  }

  /** One address as a network. */
  String single(String address) {
    return address + "/" + bits;
  }

  /** How an address and a port are written together. */
  String socket(String address, int port) {
    return this == IPV6 ? "[" + address + "]:" + port : address + ":" + port;
  }

  /** As people say it. */
  @Override
  public String toString() {
    return this == IPV4 ? "IPv4" : "IPv6";
  }
}
