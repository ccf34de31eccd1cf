package io.github.realip.resolve;

/**
 * The socket peer as Java containers print it, which is more lenient than a hop: IPv6 may be in brackets (Jetty) and
 * have a zone ({@code fe80::1%eth0}). It is not written by the client, and it is only matched, never printed anew.
 */
final class Peer {

  private Peer() {
  }

  /**
   * What the trusted list says of a peer (rules R1 and R2 of docs/semantics.md).
   *
   * @param peer what the container calls the peer; a host name or other text is malformed and so never trusted
   */
  static Trust judge(String peer, TrustedProxies trusted) {
    Trust trust = IpLiteral.parseIpv4(peer, 0, peer.length(), trusted.judge()); // nearly always
    if (trust == null && isUnix(peer)) {
      return trusted.unixPeers();
    }
    if (trust == null) {
      trust = parse(peer, trusted.judge());
    }
    return trust == null ? Trust.MALFORMED : trust;
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
