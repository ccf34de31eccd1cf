package io.github.realip.address;

/**
 * The strict reader of IP address literals (rule R6 of docs/semantics.md).
 *
 * <p>{@code InetAddress.getByName} is not used, here or anywhere: it takes {@code ""}, {@code 127.1},
 * {@code 2130706433} and {@code 010.0.0.1} for addresses, and asks a name server about everything else.
 */
public final class IpLiteral {

  private static final long NONE = -1;
  private static final long MAPPED = 0xffffL << 32;

  private IpLiteral() {
  }

  /**
   * Reads {@code text[from,to)} as one address and nothing else.
   *
   * <p>IPv4 is four decimal octets 0 to 255 without leading zeros (RFC 3986 section 3.2.2, {@code IPv4address}). IPv6
   * is any form of RFC 4291 section 2.2: one to four hex digits per group in either case, {@code ::} at most once and
   * for at least one group, the last 32 bits dotted if wished. Brackets, ports, prefixes, zones and blanks are not
   * part of a literal.
   *
   * @return what {@code use} made of the address, or {@code null} if the text is none; {@code use} is not called then
   */
  public static <R> R parse(String text, int from, int to, AddressFunction<R> use) {
    R ipv4 = parseIpv4(text, from, to, use);
    return ipv4 != null ? ipv4 : parseIpv6(text, from, to, use);
  }

  /** As {@link #parse}, dotted IPv4 only. */
  public static <R> R parseIpv4(String text, int from, int to, AddressFunction<R> use) {
    long address = dotted(text, from, to);
    return address == NONE ? null : use.apply(0, MAPPED | address);
  }

  /** As {@link #parse}, IPv6 only. */
  public static <R> R parseIpv6(String text, int from, int to, AddressFunction<R> use) {
    long high = 0; // the groups read since the start, or since "::", right-aligned
    long low = 0;
    int groups = 0; // how many have been read in all
    long headHigh = 0; // the groups left of "::", right-aligned
    long headLow = 0;
    int gap = -1; // how many groups are left of "::"; -1 without one
    int at = from;
    if (isAt(text, at, to, ':')) { // only as "::" may a colon come first
      if (!isAt(text, at + 1, to, ':')) {
        return null;
      }
      gap = 0;
      at += 2;
    }
    while (at < to) {
      int group = 0;
      int end = at;
      for (; end < to && end < at + 4 && hex(text.charAt(end)) >= 0; end++) {
        group = group << 4 | hex(text.charAt(end));
      }
      if (isAt(text, end, to, '.')) { // the last two groups are dotted
        long tail = dotted(text, at, to);
        if (tail == NONE) {
          return null;
        }
        high = high << 32 | low >>> 32;
        low = low << 32 | tail;
        groups += 2;
        break;
      }
      if (end == at || ++groups > 8) {
        return null;
      }
      high = high << 16 | low >>> 48;
      low = low << 16 | group;
      at = end;
      if (at == to) {
        break;
      }
      if (text.charAt(at) != ':' || ++at == to) {
        return null;
      }
      if (text.charAt(at) == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = groups;
        headHigh = high;
        headLow = low;
        high = 0;
        low = 0;
        at++;
      }
    }
    if (gap < 0 ? groups != 8 : groups > 7) {
      return null;
    }
    int shift = 128 - 16 * gap; // moves the head to the left end
    if (gap > 4) {
      high |= headHigh << shift | headLow >>> 64 - shift;
      low |= headLow << shift;
    } else if (gap > 0) {
      high |= headLow << shift - 64;
    }
    return use.apply(high, low);
  }

  /** Whether an address counts as IPv4: it is in {@code ::ffff:0:0/96}. */
  public static boolean isIpv4(long high, long low) {
    return high == 0 && (low & ~0xffffffffL) == MAPPED;
  }

  /** Whether an address is {@code 0.0.0.0} or {@code ::} and so identifies nobody (rule R8 of docs/semantics.md). */
  public static boolean isUnspecified(long high, long low) {
    return high == 0 && (low == 0 || low == MAPPED);
  }

  /** The 32 bits of four decimal octets that fill {@code text[from,to)}, or {@link #NONE}. */
  private static long dotted(String text, int from, int to) {
    if (to - from < 7 || to - from > 15) {
      return NONE;
    }
    long address = 0;
    int dots = 0;
    int octet = -1; // before its first digit
    for (int at = from; at < to; at++) {
      char c = text.charAt(at);
      if (isDigit(c) && octet != 0) { // after a zero there must be no digit
        octet = octet < 0 ? c - '0' : octet * 10 + c - '0';
        if (octet > 255) {
          return NONE;
        }
      } else if (c == '.' && octet >= 0 && dots < 3) {
        address = address << 8 | octet;
        octet = -1;
        dots++;
      } else {
        return NONE;
      }
    }
    return dots == 3 && octet >= 0 ? address << 8 | octet : NONE;
  }

  private static boolean isAt(String text, int at, int to, char wanted) {
    return at < to && text.charAt(at) == wanted;
  }

  /** Whether this is an ASCII digit; {@code Character.isDigit} knows hundreds of others. */
  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The value of an ASCII hex digit in either case, or -1 for any other character. */
  public static int hex(char c) {
    if (isDigit(c)) {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}
