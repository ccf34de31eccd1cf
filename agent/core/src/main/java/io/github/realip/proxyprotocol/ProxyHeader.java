package io.github.realip.proxyprotocol;

import java.nio.charset.StandardCharsets;

import io.github.realip.address.AddressFunction;
import io.github.realip.address.IpLiteral;

/**
 * What the first bytes of a connection say, read strictly: a sender that does not keep to the protocol is not guessed
 * at. It depends on the bytes alone, and what it is once, {@link Kind#INCOMPLETE} excepted, it stays whatever bytes
 * follow; so it does not matter in which pieces they come.
 */
public final class ProxyHeader {

  /** What the bytes are. */
  public enum Kind {
    /** The beginning of a header, or of something that begins alike. */
    INCOMPLETE,
    /** No header. */
    ABSENT,
    /** A header that breaks the protocol. */
    MALFORMED,
    /** A header that names the client's address. */
    SOURCE,
    /** A header that names nobody: the sender speaks for itself, or cannot say for whom. */
    NO_SOURCE
  }

  /** The greatest length that a header of version 2 may say it has behind its first 16 bytes. */
  static final int MOST_OF_VERSION_2 = 4096;
  /** The most bytes that a header has. */
  public static final int MOST = 16 + MOST_OF_VERSION_2;

  private static final int MOST_OF_VERSION_1 = 107;
  private static final byte[] VERSION_1 = {'P', 'R', 'O', 'X', 'Y', ' '};
  private static final byte[] VERSION_2 =
      {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};
  private static final int CRC32C = 0x03;
  private static final long MAPPED = 0xffffL << 32;

  private static final ProxyHeader INCOMPLETE = new ProxyHeader(Kind.INCOMPLETE, 0, 0, "", 0, 0, 0);
  private static final ProxyHeader ABSENT = new ProxyHeader(Kind.ABSENT, 0, 0, "", 0, 0, 0);

  private final Kind kind;
  private final int version;
  private final int length;
  private final String text;
  private final long high;
  private final long low;
  private final int port;

  private ProxyHeader(Kind kind, int version, int length, String text, long high, long low, int port) {
    this.kind = kind;
    this.version = version;
    this.length = length;
    this.text = text;
    this.high = high;
    this.low = low;
    this.port = port;
  }

  /**
   * Reads the first bytes of a connection.
   *
   * @param bytes the bytes from the first one on
   * @param count how many of them there are so far
   */
  public static ProxyHeader read(byte[] bytes, int count) {
    int same = common(bytes, count, VERSION_1);
    if (same == VERSION_1.length) {
      return version1(bytes, count);
    }
    if (same < count) {
      same = common(bytes, count, VERSION_2);
      if (same == VERSION_2.length) {
        return version2(bytes, count);
      }
    }
    return same == count ? INCOMPLETE : ABSENT;
  }

  private static int common(byte[] bytes, int count, byte[] signature) {
    int same = 0;
    while (same < count && same < signature.length && bytes[same] == signature[same]) {
      same++;
    }
    return same;
  }

  private static ProxyHeader malformed(int version, String reason) {
    return new ProxyHeader(Kind.MALFORMED, version, 0, reason, 0, 0, 0);
  }

  private static ProxyHeader version1(byte[] bytes, int count) {
    int most = Math.min(count, MOST_OF_VERSION_1);
    int end = VERSION_1.length;
    while (end < most && bytes[end] != '\n') {
      end++;
    }
    if (end == most) {
      return most < MOST_OF_VERSION_1 ? INCOMPLETE
          : malformed(1, "the line is longer than " + MOST_OF_VERSION_1 + " bytes");
    }
    String line = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    if (line.indexOf('\r') != end - 1) {
      return malformed(1, "the line does not end with CR LF");
    }
    return line(line, end - 1, end + 1);
  }

  /** Reads {@code PROXY TCP4 SOURCE DESTINATION PORT PORT} up to {@code end}. */
  private static ProxyHeader line(String line, int end, int length) {
    int[] at = new int[5]; // where the words begin
    at[0] = VERSION_1.length;
    int words = 1;
    for (int i = at[0]; i < end; i++) {
      if (line.charAt(i) == ' ') {
        if (words == 1 && line.startsWith("UNKNOWN", at[0])) {
          break;
        }
        if (words == 5) {
          return malformed(1, "the line has too many words");
        }
        at[words++] = i + 1;
      }
    }
    int family = words == 1 ? wordEnd(line, at[0], end) : at[1] - 1;
    String name = line.substring(at[0], family);
    if (name.equals("UNKNOWN")) {
      return new ProxyHeader(Kind.NO_SOURCE, 1, length, name, 0, 0, 0);
    }
    boolean ipv6 = name.equals("TCP6");
    if (!ipv6 && !name.equals("TCP4")) {
      return malformed(1, "its protocol is not TCP4, TCP6 or UNKNOWN");
    }
    if (words < 5) {
      return malformed(1, "the line has too few words");
    }
    long[] source = address(line, at[1], at[2] - 1, ipv6);
    if (source == null || address(line, at[2], at[3] - 1, ipv6) == null) {
      return malformed(1, "it has no address of " + name + " where one belongs");
    }
    int port = port(line, at[3], at[4] - 1);
    if (port < 0 || port(line, at[4], end) < 0) {
      return malformed(1, "it has no port where one belongs");
    }
    return new ProxyHeader(Kind.SOURCE, 1, length, name, source[0], source[1], port);
  }

  private static int wordEnd(String line, int from, int end) {
    int blank = line.indexOf(' ', from);
    return blank < 0 || blank > end ? end : blank;
  }

  private static long[] address(String line, int from, int to, boolean ipv6) {
    AddressFunction<long[]> both = new AddressFunction<long[]>() {
      @Override
      public long[] apply(long high, long low) {
        return new long[] {high, low};
      }
    };
    return ipv6 ? IpLiteral.parseIpv6(line, from, to, both) : IpLiteral.parseIpv4(line, from, to, both);
  }

  private static int port(String line, int from, int to) {
    if (to <= from || to - from > 5 || to - from > 1 && line.charAt(from) == '0') {
      return -1;
    }
    int port = 0;
    for (int i = from; i < to; i++) {
      if (!IpLiteral.isDigit(line.charAt(i))) {
        return -1;
      }
      port = port * 10 + line.charAt(i) - '0';
    }
    return port > 0xffff ? -1 : port;
  }

  private static ProxyHeader version2(byte[] bytes, int count) {
    if (count < 16) {
      return INCOMPLETE;
    }
    int command = bytes[12] & 0xf;
    int family = bytes[13] & 0xff;
    int rest = number(bytes, 14);
    if ((bytes[12] & 0xf0) != 0x20) {
      return malformed(2, "its version is not 2");
    }
    if (command > 1) {
      return malformed(2, "its command is neither LOCAL nor PROXY");
    }
    if (rest > MOST_OF_VERSION_2) {
      return malformed(2, "it is longer than " + MOST + " bytes");
    }
    int addresses = addresses(family);
    if (command == 1 && addresses < 0) {
      return malformed(2, "its address family or transport is not known");
    }
    if (command == 1 && rest < addresses) {
      return malformed(2, "it is too short for its addresses");
    }
    int length = 16 + rest;
    if (count < length) {
      return INCOMPLETE;
    }
    if (command == 0 || family == 0) { // whatever they hold is to be skipped
      return new ProxyHeader(Kind.NO_SOURCE, 2, length, command == 0 ? "LOCAL" : "UNSPEC", 0, 0, 0);
    }
    String mistake = mistakeInTlvs(bytes, 16 + addresses, length);
    return mistake == null ? source(bytes, family, length) : malformed(2, mistake);
  }

  private static ProxyHeader source(byte[] bytes, int family, int length) {
    switch (family) {
      case 0x11:
        return new ProxyHeader(Kind.SOURCE, 2, length, "TCP4", 0, MAPPED | bits(bytes, 16, 4), number(bytes, 24));
      case 0x21:
        return new ProxyHeader(Kind.SOURCE, 2, length, "TCP6", bits(bytes, 16, 8), bits(bytes, 24, 8),
            number(bytes, 48));
      default: // no connection of TCP
        return new ProxyHeader(Kind.NO_SOURCE, 2, length, family >= 0x30 ? "UNIX" : "UDP", 0, 0, 0);
    }
  }

  /** How many bytes the addresses of a family take, or -1 if it is not known. */
  private static int addresses(int family) {
    switch (family) {
      case 0x00:
        return 0;
      case 0x11:
      case 0x12:
        return 12;
      case 0x21:
      case 0x22:
        return 36;
      case 0x31:
      case 0x32:
        return 216;
      default:
        return -1;
    }
  }

  /** What is wrong with the additional values; of them only the checksum is looked into. */
  private static String mistakeInTlvs(byte[] bytes, int from, int length) {
    int at = from;
    while (at < length) {
      int value = at + 3;
      if (value > length || number(bytes, at + 1) > length - value) {
        return "an additional value is longer than the header";
      }
      int size = number(bytes, at + 1);
      if (bytes[at] == CRC32C && (size != 4 || bits(bytes, value, 4) != Crc32c.of(bytes, length, value))) {
        return "its checksum is wrong";
      }
      at = value + size;
    }
    return null;
  }

  private static int number(byte[] bytes, int at) {
    return (int) bits(bytes, at, 2);
  }

  private static long bits(byte[] bytes, int at, int count) {
    long bits = 0;
    for (int i = at; i < at + count; i++) {
      bits = bits << 8 | bytes[i] & 0xff;
    }
    return bits;
  }

  /** What the bytes are. */
  public Kind kind() {
    return kind;
  }

  /** The protocol's version, 1 or 2; 0 if there is no header. */
  public int version() {
    return version;
  }

  /** How many bytes the whole header has; 0 if there is none, or none that is whole and well-formed. */
  public int length() {
    return length;
  }

  /** What the header says of the connection: {@code TCP4}, {@code TCP6}, or why it names nobody. */
  public String protocol() {
    return kind == Kind.MALFORMED ? "" : text;
  }

  /** What is wrong with a malformed header, without a byte of it. */
  public String mistake() {
    return kind == Kind.MALFORMED ? text : "";
  }

  /** The client's address; to be asked of {@link Kind#SOURCE} alone. */
  public <R> R source(AddressFunction<R> use) {
    return use.apply(high, low);
  }

  /** The client's port, 0 to 65535; to be asked of {@link Kind#SOURCE} alone. */
  public int port() {
    return port;
  }
}
