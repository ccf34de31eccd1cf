package io.github.realip.address;

/**
 * One network, as {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address.
 *
 * <p>A network belongs to one family: an IPv6 network never contains an IPv4 address, not even {@code ::/0}, and no
 * IPv4 network contains an IPv6 address (rule R2 of docs/semantics.md).
 */
public final class Cidr {

  private static final Cidr UNREADABLE = new Cidr(0, 0, 0, false);

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
    return parse(text, 0, text.length());
  }

  /** As {@link #parse(String)}, of {@code text[from,to)}. */
  public static Cidr parse(String text, int from, int to) {
    int slash = from;
    boolean colon = false;
    for (; slash < to && text.charAt(slash) != '/'; slash++) {
      colon |= text.charAt(slash) == ':';
    }
    final boolean dotted = !colon;
    final int prefix = slash == to ? -1 : number(text, slash + 1, to);
    if (slash < to && prefix < 0) {
      return null;
    }
    Cidr network = IpLiteral.parse(text, from, slash, new AddressFunction<Cidr>() {
      @Override
      public Cidr apply(long high, long low) {
        boolean ipv4 = IpLiteral.isIpv4(high, low);
        int of128 = prefix < 0 ? 128 : dotted ? prefix + 96 : prefix;
        boolean valid = of128 <= 128 && (!ipv4 || of128 >= 96);
        return valid ? new Cidr(high, low, of128, ipv4) : UNREADABLE;
      }
    });
    return network == UNREADABLE ? null : network;
  }

  /** The number 0 to 999 that fills {@code text[from,to)}, or -1. */
  private static int number(String text, int from, int to) {
    int digits = to - from;
    if (digits < 1 || digits > 3 || digits > 1 && text.charAt(from) == '0') {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      if (!IpLiteral.isDigit(text.charAt(i))) {
        return -1;
      }
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  /** The network that starts at an address. */
  static Cidr of(long high, long low, int prefix) {
    return new Cidr(high, low, prefix, IpLiteral.isIpv4(high, low));
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
        && contains(high, low, prefix, other.high, other.low);
  }

  /** Whether an address, which must be of the same family, is in the network that starts at another one. */
  static boolean contains(long firstHigh, long firstLow, int prefix, long high, long low) {
    return firstHigh == (high & highMask(prefix)) && firstLow == (low & lowMask(prefix));
  }

  /** Whether the other is the same network, however the two were written. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Cidr && prefix == ((Cidr) other).prefix && contains((Cidr) other);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(high) + Long.hashCode(low)) + prefix;
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

  /** The prefix length of 128 bits, for IPv4 too. */
  int prefix() {
    return prefix;
  }

  // a shift by 64 is a shift by 0 in Java, hence the first case of each

  static long highMask(int prefix) {
    return prefix == 0 ? 0 : prefix >= 64 ? -1L : -1L << 64 - prefix;
  }

  static long lowMask(int prefix) {
    return prefix <= 64 ? 0 : -1L << 128 - prefix;
  }
}
