package io.github.realip.address;

/**
 * One network, as {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address.
 *
 * <p>A network belongs to one family: an IPv6 network never contains an IPv4 address, not even {@code ::/0}, and no
 * IPv4 network contains an IPv6 address (rule R2 of docs/semantics.md).
 */
public final class Cidr {

  private final long high;
  private final long low;
  private final int prefix; // of 128 bits, for IPv4 too
  private final boolean ipv4;
  private final boolean hostBitsSet;

  private Cidr(long high, long low, int prefix, boolean ipv4) {
    this.high = high & highMask(prefix);
    this.low = low & lowMask(prefix);
    this.prefix = prefix;
    this.ipv4 = ipv4;
    this.hostBitsSet = this.high != high || this.low != low;
  }

  /**
   * Reads {@code address} or {@code address/prefix}.
   *
   * <p>The address is as {@link IpLiteral#parse} has it. The prefix is one to three ASCII digits without leading
   * zeros, 0 to 32 for IPv4 and 0 to 128 for IPv6; without one the network is that single address. An IPv4-mapped
   * address with a prefix of 96 to 128, or none, is the IPv4 network it maps; with a shorter one it is refused, for
   * {@code ::ffff:10.0.0.0/8} would silently be {@code ::/8}. Blanks, brackets and zones are refused.
   *
   * @return the network with host bits masked, or {@code null} if the text is unreadable
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return parse(text, text.length(), -1);
    }
    int prefix = number(text, slash + 1);
    return prefix < 0 ? null : parse(text, slash, prefix);
  }

  private static Cidr parse(String text, int addressEnd, final int prefix) {
    final boolean dotted = text.indexOf(':') < 0;
    Cidr[] network = IpLiteral.parse(text, 0, addressEnd, new AddressFunction<Cidr[]>() {
      @Override
      public Cidr[] apply(long high, long low) {
        boolean ipv4 = IpLiteral.isIpv4(high, low);
        int of128 = prefix < 0 ? 128 : dotted ? prefix + 96 : prefix;
        boolean valid = of128 <= 128 && (!ipv4 || of128 >= 96);
        return new Cidr[] {valid ? new Cidr(high, low, of128, ipv4) : null};
      }
    });
    return network == null ? null : network[0];
  }

  /** The number 0 to 999 that fills the rest of the text, or -1. */
  private static int number(String text, int from) {
    int digits = text.length() - from;
    if (digits < 1 || digits > 3 || digits > 1 && text.charAt(from) == '0') {
      return -1;
    }
    int number = 0;
    for (int i = from; i < text.length(); i++) {
      if (!IpLiteral.isDigit(text.charAt(i))) {
        return -1;
      }
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  /** Whether the text had bits right of the prefix, as in {@code 10.1.2.3/8}; they were masked. */
  public boolean hostBitsSet() {
    return hostBitsSet;
  }

  /** Whether this is one address: an IPv4 /32 or an IPv6 /128. */
  public boolean isSingleAddress() {
    return prefix == 128;
  }

  /** The prefix length in the network's own family: 0 to 32 for IPv4, 0 to 128 for IPv6. */
  public int prefixLength() {
    return ipv4 ? prefix - 96 : prefix;
  }

  /** Whether this is an IPv4 network. */
  public boolean isIpv4() {
    return ipv4;
  }

  /** Whether every address of the other network, which must be of the same family, is in this one. */
  public boolean contains(Cidr other) {
    return ipv4 == other.ipv4
        && prefix <= other.prefix
        && high == (other.high & highMask(prefix))
        && low == (other.low & lowMask(prefix));
  }

  /** The canonical text, always with a prefix: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, {@code 192.0.2.1/32}. */
  @Override
  public String toString() {
    return AddressFormat.RFC5952.apply(high, low) + '/' + prefixLength();
  }

  long firstHigh() {
    return high;
  }

  long firstLow() {
    return low;
  }

  long lastHigh() {
    return high | ~highMask(prefix);
  }

  long lastLow() {
    return low | ~lowMask(prefix);
  }

  // a shift by 64 is a shift by 0 in Java, hence the first case of each

  private static long highMask(int prefix) {
    return prefix == 0 ? 0 : prefix >= 64 ? -1L : -1L << 64 - prefix;
  }

  private static long lowMask(int prefix) {
    return prefix <= 64 ? 0 : -1L << 128 - prefix;
  }
}
