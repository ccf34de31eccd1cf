package io.github.realip.findings;

import io.github.realip.address.AddressFunction;
import io.github.realip.address.Cidr;
import io.github.realip.address.IpLiteral;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where this JVM runs, as far as it can be known without any right: in Kubernetes or not, and in which networks. */
final class Surroundings {

  private static final List<Cidr> SIDECARS = cidrs("127.0.0.6", "::6");
  private static final List<Cidr> LOOPBACK = cidrs("127.0.0.0/8", "::1");
  private static final List<Cidr> CLOUD = cidrs("100.64.0.0/10");
  private static final List<Cidr> PRIVATE =
      cidrs("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10");

  private final boolean kubernetes;
  private final List<Cidr> gateways;
  private final List<Cidr> neighbourhood = new ArrayList<Cidr>();

  /**
   * Describes a place.
   *
   * @param gateways the default gateways
   * @param own the addresses of this machine or pod
   */
  Surroundings(boolean kubernetes, List<String> gateways, List<String> own) {
    this.kubernetes = kubernetes;
    this.gateways = cidrs(gateways.toArray(new String[0]));
    for (String address : own) {
      // the largest that a cluster's pods have: a node's range may be 16 bits smaller than that of all pods
      Cidr network = Cidr.parse(address + (address.indexOf(':') < 0 ? "/16" : "/32"));
      if (network != null && !isIn(LOOPBACK, Cidr.parse(address)) && !address.startsWith("fe80:")) {
        neighbourhood.add(network);
      }
    }
  }

  /** The place where this JVM runs. */
  static Surroundings ofThisMachine(boolean kubernetes, List<String> gateways) {
    List<String> own = new ArrayList<String>();
    try {
      for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InetAddress address : Collections.list(each.getInetAddresses())) {
          String text = address.getHostAddress();
          int zone = text.indexOf('%');
          own.add(zone < 0 ? text : text.substring(0, zone));
        }
      }
    } catch (Exception unknown) {
      own.clear(); // then no private address counts as a pod's
    }
    return new Surroundings(kubernetes, gateways, own);
  }

  AddressKind kind(Cidr address) {
    if (isIn(gateways, address)) {
      return AddressKind.GATEWAY;
    }
    if (isIn(SIDECARS, address)) {
      return AddressKind.SIDECAR;
    }
    if (isIn(LOOPBACK, address)) {
      return AddressKind.LOOPBACK;
    }
    boolean near = isIn(neighbourhood, address);
    if (isIn(CLOUD, address)) {
      return near ? AddressKind.POD : AddressKind.CLOUD;
    }
    if (!isIn(PRIVATE, address)) {
      return AddressKind.PUBLIC;
    }
    if (kubernetes && hostPart(address) == 0) {
      return AddressKind.OVERLAY;
    }
    return near ? AddressKind.POD : AddressKind.PRIVATE;
  }

  /** Whether an address looks like the gateway of a pod: the first or the zeroth of its node's range. */
  static boolean isGatewayOf(String pod, Cidr address) {
    Cidr range = Cidr.parse(pod + (pod.indexOf(':') < 0 ? "/24" : "/64"));
    long host = hostPart(address);
    return range != null && range.contains(address) && (host == 0 || host == 1);
  }

  /** The last octet of an IPv4 address, the last 64 bits of an IPv6 address: what is left of a node's usual range. */
  private static long hostPart(final Cidr address) {
    String text = address.toString();
    return IpLiteral.parse(text, 0, text.indexOf('/'), new AddressFunction<Long>() {
      @Override
      public Long apply(long high, long low) {
        return address.isIpv4() ? low & 0xff : low;
      }
    });
  }

  private static boolean isIn(List<Cidr> networks, Cidr address) {
    for (Cidr network : networks) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static List<Cidr> cidrs(String... texts) {
    List<Cidr> cidrs = new ArrayList<Cidr>();
    for (String text : texts) {
      cidrs.add(Cidr.parse(text));
    }
    return cidrs;
  }
}
