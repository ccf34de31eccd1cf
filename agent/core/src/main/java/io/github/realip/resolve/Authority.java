package io.github.realip.resolve;

import io.github.realip.address.AddressFormat;
import io.github.realip.address.AddressFunction;
import io.github.realip.address.IpLiteral;

/**
 * A host and perhaps a port (rule F7 of docs/semantics.md). It is stricter than RFC 3986, whose names may have
 * characters that mean something in a redirect or a page:
 * <pre>
 * authority = ( name [ "." ] / IPv4 / "[" IPv6 "]" ) [ ":" port ]
 * name      = label *( "." label )            ; at most 253 characters, not "unknown", no "_" in front
 * label     = 1*( ALPHA / DIGIT / "-" / "_" ) ; the last one not of digits alone
 * port      = 1*5DIGIT, from 1 to 65535
 * </pre>
 */
public final class Authority {

  private static final int LONGEST_NAME = 253;

  private static final AddressFunction<String> IN_BRACKETS = new AddressFunction<String>() {
    @Override
    public String apply(long high, long low) {
      return IpLiteral.isIpv4(high, low) ? "" : '[' + AddressFormat.RFC5952.apply(high, low) + ']';
    }
  };

  private final String host;
  private final int port;

  private Authority(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Reads a text; {@code null} if it is no host with or without a port. */
  public static Authority parse(String text) {
    return parse(text, 0, text.length());
  }

  /** Reads {@code text[from,to)}. */
  static Authority parse(String text, int from, int to) {
    int end = from < to && text.charAt(from) == '[' ? text.indexOf(']', from) + 1 : text.indexOf(':', from);
    if (end <= from || end > to) {
      end = to;
    }
    boolean withPort = end < to;
    int port = withPort && text.charAt(end) == ':' ? port(text, end + 1, to) : 0;
    String host = withPort && port == 0 ? null : host(text, from, end);
    return host == null ? null : new Authority(host, port);
  }

  /** The port from 1 to 65535 that a text of one to five digits is, or 0. */
  public static int port(String text) {
    return port(text, 0, text.length());
  }

  /** The port that {@code text[from,to)} is, or 0. */
  static int port(String text, int from, int to) {
    return Node.isPort(text, from, to) ? Integer.parseInt(text.substring(from, to)) : 0;
  }

  private static String host(String text, int from, int to) {
    if (from < to && text.charAt(from) == '[') {
      String address = text.charAt(to - 1) != ']' ? null : IpLiteral.parseIpv6(text, from + 1, to - 1, IN_BRACKETS);
      return address == null || address.isEmpty() ? null : address;
    }
    int end = to - from > 1 && text.charAt(to - 1) == '.' ? to - 1 : to;
    return isName(text, from, end) ? lowerCase(text, from, end) : null;
  }

  private static boolean isName(String text, int from, int to) {
    int label = from; // where it starts
    boolean digitsOnly = true;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (i == label) {
          return false;
        }
        label = i + 1;
        digitsOnly = true;
      } else if (!IpLiteral.isDigit(c)) {
        int lower = c | 0x20;
        boolean alpha = c < 0x80 && lower >= 'a' && lower <= 'z';
        if (!alpha && c != '-' && c != '_') {
          return false;
        }
        digitsOnly = false;
      }
    }
    boolean valid = label < to && to - from <= LONGEST_NAME && text.charAt(from) != '_'
        && !(to - from == 7 && text.regionMatches(true, from, "unknown", 0, 7));
    return valid && (!digitsOnly || IpLiteral.parseIpv4(text, from, to, AddressFormat.RFC5952) != null);
  }

  /** As {@code String.toLowerCase} for ASCII, whatever the locale. */
  private static String lowerCase(String text, int from, int to) {
    StringBuilder lower = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c);
    }
    return lower.toString();
  }

  /** The host in lower case without a dot at its end; IPv6 in brackets, as in RFC 5952. */
  public String host() {
    return host;
  }

  /** The port from 1 to 65535, or 0 if there is none. */
  public int port() {
    return port;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Authority && host.equals(((Authority) other).host) && port == ((Authority) other).port;
  }

  @Override
  public int hashCode() {
    return host.hashCode() + port;
  }

  @Override
  public String toString() {
    return port == 0 ? host : host + ':' + port;
  }
}
