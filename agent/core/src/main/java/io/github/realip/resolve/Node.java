package io.github.realip.resolve;

import io.github.realip.address.AddressFunction;
import io.github.realip.address.IpLiteral;

/**
 * A hop's text (rule R7 of docs/semantics.md; RFC 7239 section 6, with IPv6 bare as well):
 * <pre>
 * node = IPv4 [ ":" port ] / IPv6 / "[" IPv6 "]" [ ":" port ]
 * port = 1*5DIGIT, at most 65535
 * </pre>
 * The port is checked and dropped. The last group of a bare IPv6 address is never a port.
 */
final class Node {

  private Node() {
  }

  /**
   * Reads {@code text[from,to)}.
   *
   * @param obfuscatedPorts whether a port may also be an {@code obfport} of RFC 7239 section 6.3
   * @return what {@code use} made of the address, or {@code null} if the text is not a node
   */
  static <R> R parse(String text, int from, int to, boolean obfuscatedPorts, AddressFunction<R> use) {
    if (from < to && text.charAt(from) == '[') {
      int close = indexOf(text, ']', from, to);
      boolean valid = close == to - 1 || close < to && endsInPort(text, close + 1, to, obfuscatedPorts);
      return valid ? IpLiteral.parseIpv6(text, from + 1, close, use) : null;
    }
    R ipv4 = IpLiteral.parseIpv4(text, from, to, use); // nearly always
    if (ipv4 != null) {
      return ipv4;
    }
    int colon = indexOf(text, ':', from, to);
    if (indexOf(text, ':', colon + 1, to) < to) {
      return IpLiteral.parseIpv6(text, from, to, use);
    }
    boolean port = colon < to && endsInPort(text, colon, to, obfuscatedPorts);
    return port ? IpLiteral.parseIpv4(text, from, colon, use) : null;
  }

  /** Whether a text that is no node says so itself, as {@code unknown} or an {@code _obfuscated} name. */
  static HopStatus unreadable(String text, int from, int to) {
    boolean obfuscated = from < to && text.charAt(from) == '_';
    int nameEnd = indexOf(text, ':', from, to);
    boolean unknown = nameEnd - from == 7 && text.regionMatches(true, from, "unknown", 0, 7);
    return obfuscated || unknown ? HopStatus.UNKNOWN : HopStatus.MALFORMED;
  }

  private static boolean endsInPort(String text, int colon, int to, boolean obfuscated) {
    return text.charAt(colon) == ':'
        && (isPort(text, colon + 1, to) || obfuscated && isObfuscated(text, colon + 1, to));
  }

  /** One to five ASCII digits up to 65535; {@code Integer.parseInt} also takes {@code +80} and Arabic digits. */
  static boolean isPort(String text, int from, int to) {
    int port = 0;
    for (int i = from; i < to && i < from + 5; i++) {
      if (!IpLiteral.isDigit(text.charAt(i))) {
        return false;
      }
      port = port * 10 + text.charAt(i) - '0';
    }
    return from < to && to <= from + 5 && port <= 65535;
  }

  /** {@code "_" 1*( ALPHA / DIGIT / "." / "_" / "-")}. */
  private static boolean isObfuscated(String text, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      char c = text.charAt(i);
      int lower = c | 0x20;
      boolean alpha = c < 0x80 && lower >= 'a' && lower <= 'z';
      if (!alpha && !IpLiteral.isDigit(c) && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return to > from + 1 && text.charAt(from) == '_';
  }

  private static int indexOf(String text, char wanted, int from, int to) {
    int at = from;
    while (at < to && text.charAt(at) != wanted) {
      at++;
    }
    return at;
  }
}
