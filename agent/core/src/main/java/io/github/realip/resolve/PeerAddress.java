package io.github.realip.resolve;

import io.github.realip.address.AddressFunction;
import io.github.realip.address.IpLiteral;

/**
 * The socket peer as Java containers print it, which is more lenient than a hop: IPv6 may be in brackets (Jetty) and
 * have a zone ({@code fe80::1%eth0}). It is not written by the client, and it is only matched, never printed anew.
 */
final class PeerAddress {

  private PeerAddress() {
  }

  /**
   * Matches a peer against the trusted list (rules R1 and R2 of docs/semantics.md).
   *
   * @param peer what the container calls the peer; a host name or other text is malformed and so never trusted
   */
  static HopStatus status(String peer, TrustedProxies trusted) {
    HopStatus status = IpLiteral.parseIpv4(peer, 0, peer.length(), trusted.matcher()); // nearly always
    if (status == null && isUnix(peer)) {
      return trusted.unixLabel() == null ? HopStatus.UNTRUSTED : HopStatus.TRUSTED;
    }
    if (status == null) {
      status = parse(peer, trusted.matcher());
    }
    return status == null ? HopStatus.MALFORMED : status;
  }

  /** What the operator wrote to trust a peer, which must be trusted. */
  static String label(String peer, TrustedProxies trusted) {
    return isUnix(peer) ? trusted.unixLabel() : parse(peer, trusted.labeller());
  }

  /** Reads the peer's address; {@code null} if it has none. */
  static <R> R parse(String peer, AddressFunction<R> use) {
    int from = 0;
    int to = peer.length();
    boolean ipv6 = false;
    if (to > 2 && peer.charAt(0) == '[' && peer.charAt(to - 1) == ']') {
      ipv6 = true;
      from++;
      to--;
    }
    int zone = peer.indexOf('%');
    if (zone >= 0 && zone < to - 1) {
      ipv6 = true; // only IPv6 has zones, RFC 4007 section 11
      to = zone;
    }
    return ipv6 ? IpLiteral.parseIpv6(peer, from, to, use) : IpLiteral.parse(peer, from, to, use);
  }

  /** The names containers and native transports have for the other end of a unix-domain socket. */
  private static boolean isUnix(String peer) {
    return peer.isEmpty() || peer.equals("@") || peer.equals("unix") || peer.startsWith("unix:");
  }
}
