package io.github.realip.proxyprotocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.address.AddressFormat;
import io.github.realip.proxyprotocol.ProxyHeader.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a header, whom it names, and that it does not matter in which pieces it comes. */
class ProxyHeaderTest {

  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a ";
  private static final String TCP4 = "cb007107 c0000201 9c40 0050";
  private static final String TCP6 = "20010db8000000000000000000000007 20010db8000000000000000000000001 9c40 0050";

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      TCP4 203.0.113.7 192.0.2.1 40000 80                                         | 203.0.113.7  | 40000 | TCP4
      TCP4 0.0.0.0 255.255.255.255 0 65535                                        | 0.0.0.0      | 0     | TCP4
      TCP6 2001:db8::7 2001:db8::1 40000 80                                       | 2001:db8::7  | 40000 | TCP6
      TCP6 2001:DB8:0:0:0:0:0:7 ::1 1 1                                           | 2001:db8::7  | 1     | TCP6
      TCP6 ::ffff:203.0.113.7 ::ffff:192.0.2.1 40000 80                           | 203.0.113.7  | 40000 | TCP6
      TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535 \
      | ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff | 65535 | TCP6
      """)
  void aLineOfVersion1NamesItsSource(String rest, String source, int port, String protocol) {
    ProxyHeader header = read(line(rest));
    assertEquals(Kind.SOURCE, header.kind(), header.mistake());
    assertEquals(source, header.source(AddressFormat.RFC5952));
    assertEquals(port, header.port());
    assertEquals(protocol, header.protocol());
    assertEquals(1, header.version());
    assertEquals(line(rest).length, header.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNKNOWN", "UNKNOWN ", "UNKNOWN ffff::1 ffff::2 65535 65535", "UNKNOWN whatever   it is \0"})
  void aLineOfVersion1MayNameNobody(String rest) {
    ProxyHeader header = read(line(rest));
    assertEquals(Kind.NO_SOURCE, header.kind(), header.mistake());
    assertEquals(line(rest).length, header.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "PROXY TCP4 203.0.113.7 192.0.2.1 40000 80\n",
    "PROXY TCP4 203.0.113.7 192.0.2.1 40000 80\r \n",
    "PROXY TCP4 203.0.113.7 192.0.2.1 40000 80\r\r\n",
    "PROXY TCP4 203.0.113.7\r192.0.2.1 40000 80\r\n",
    "PROXY \r\n", "PROXY TCP4\r\n", "PROXY TCP4 203.0.113.7 192.0.2.1 40000\r\n",
    "PROXY TCP4 203.0.113.7 192.0.2.1 40000 80 \r\n", "PROXY TCP4 203.0.113.7 192.0.2.1 40000 80 81\r\n",
    "PROXY  TCP4 203.0.113.7 192.0.2.1 40000 80\r\n", "PROXY TCP4  203.0.113.7 192.0.2.1 40000 80\r\n",
    "PROXY TCP4\t203.0.113.7 192.0.2.1 40000 80\r\n",
    "PROXY tcp4 203.0.113.7 192.0.2.1 40000 80\r\n", "PROXY TCP5 203.0.113.7 192.0.2.1 40000 80\r\n",
    "PROXY UDP4 203.0.113.7 192.0.2.1 40000 80\r\n", "PROXY unknown\r\n", "PROXY UNKNOWNS\r\n", "PROXY UNKNOWN\n",
    "PROXY UNKNOWN\r now\r\n",
    "PROXY TCP4 203.0.113.07 192.0.2.1 40000 80\r\n", "PROXY TCP4 203.0.113 192.0.2.1 40000 80\r\n",
    "PROXY TCP4 203.0.113.256 192.0.2.1 40000 80\r\n", "PROXY TCP4 203.0.113.7 localhost 40000 80\r\n",
    "PROXY TCP4 2001:db8::7 2001:db8::1 40000 80\r\n", "PROXY TCP4 ::ffff:203.0.113.7 192.0.2.1 40000 80\r\n",
    "PROXY TCP6 203.0.113.7 192.0.2.1 40000 80\r\n", "PROXY TCP6 2001:db8::7 192.0.2.1 40000 80\r\n",
    "PROXY TCP6 [2001:db8::7] ::1 40000 80\r\n", "PROXY TCP6 fe80::7%eth0 ::1 40000 80\r\n",
    "PROXY TCP6 2001:db8:::7 ::1 40000 80\r\n",
    "PROXY TCP4 203.0.113.7 192.0.2.1 040000 80\r\n", "PROXY TCP4 203.0.113.7 192.0.2.1 65536 80\r\n",
    "PROXY TCP4 203.0.113.7 192.0.2.1 -1 80\r\n", "PROXY TCP4 203.0.113.7 192.0.2.1 40000 65536\r\n",
    "PROXY TCP4 203.0.113.7 192.0.2.1 00 80\r\n", "PROXY TCP4 203.0.113.7 192.0.2.1 40000 \u0662\r\n",
    "PROXY TCP4 203.0.113.7 192.0.2.1 40000 8a\r\n"})
  void anyOtherLineIsMalformed(String line) {
    assertMalformed(line.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void aLineHas107BytesAtMost() {
    String longest = "UNKNOWN " + "x".repeat(107 - "PROXY UNKNOWN \r\n".length());
    assertEquals(Kind.NO_SOURCE, read(line(longest)).kind());
    assertMalformed(line(longest + "x"));
    assertEquals(Kind.INCOMPLETE, read(("PROXY " + "x".repeat(100)).getBytes(StandardCharsets.US_ASCII)).kind());
    assertMalformed(("PROXY " + "x".repeat(101)).getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void version2NamesItsSource() {
    ProxyHeader header = read(hex("21 11 000c", TCP4));
    assertEquals("203.0.113.7", header.source(AddressFormat.RFC5952));
    assertEquals(40000, header.port());
    assertEquals("TCP4", header.protocol());
    assertEquals(2, header.version());
    assertEquals(28, header.length());
    header = read(hex("21 21 0024", TCP6));
    assertEquals("2001:db8::7", header.source(AddressFormat.RFC5952));
    assertEquals(40000, header.port());
    assertEquals("TCP6", header.protocol());
    assertEquals(52, header.length());
    assertEquals("203.0.113.7",
        read(hex("21 21 0024", "00000000000000000000ffffcb007107" + TCP6.substring(32))).source(AddressFormat.RFC5952));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      20 00 0000 |                                              | LOCAL
      20 11 000c | cb007107 c0000201 9c40 0050                  | LOCAL
      20 ff 0003 | ffffff                                       | LOCAL
      21 00 0000 |                                              | UNSPEC
      21 00 000c | ffffffff ffffffff ffff ffff                  | UNSPEC
      21 12 000c | cb007107 c0000201 9c40 0050                  | UDP
      21 22 0024 | 20010db8000000000000000000000007 20010db8000000000000000000000001 9c40 0050 | UDP
      """)
  void version2MayNameNobody(String fixed, String rest, String protocol) {
    ProxyHeader header = read(hex(fixed, rest == null ? "" : rest));
    assertEquals(Kind.NO_SOURCE, header.kind(), header.mistake());
    assertEquals(protocol, header.protocol());
  }

  @Test
  void aUnixSocketNamesNobody() {
    assertEquals(Kind.NO_SOURCE, read(hex("21 31 00d8", "2f61".repeat(108))).kind());
    assertEquals(Kind.NO_SOURCE, read(hex("21 32 00d8", "2f61".repeat(108))).kind());
    assertMalformed(hex("21 31 00d7", "2f".repeat(215)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      11 11 000c | version
      31 11 000c | version
      01 11 000c | version
      22 11 000c | command
      2f 11 000c | command
      21 01 000c | family
      21 10 000c | family
      21 13 000c | family
      21 14 000c | family
      21 41 000c | family
      21 f1 000c | family
      21 11 000b | too short
      21 11 0008 | too short
      21 11 0000 | too short
      21 21 000c | too short
      21 11 1001 | longer
      21 11 ffff | longer
      20 00 1001 | longer
      """)
  void whatVersion2DoesNotKnowIsMalformed(String fixed, String mistake) {
    ProxyHeader header = read(hex(fixed, "00".repeat(12)));
    assertEquals(Kind.MALFORMED, header.kind());
    assertTrue(header.mistake().contains(mistake), header.mistake());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      04 0000                                            | true
      ea 0004 01020304                                   | true
      04 0000 04 0000 ea 0001 01                         | true
      20 0003 200000                                     | true
      20 0006 20ffff 20ffff                              | true
      04 0001                                            | false
      04 00                                              | false
      04                                                 | false
      04 ffff 00                                         | false
      04 0000 ea 0002 01                                 | false
      03 0004 00000000                                   | false
      03 0003 000000                                     | false
      03 0000                                            | false
      """)
  void additionalValuesStayWithinTheHeaderAndAreNotLookedInto(String values, boolean wellFormed) {
    String bytes = values.replace(" ", "");
    byte[] all = hex("21 11 " + String.format("%04x", 12 + bytes.length() / 2), TCP4 + bytes);
    assertEquals(wellFormed ? Kind.SOURCE : Kind.MALFORMED, read(all).kind());
  }

  /** Nested values have ended other parsers' stacks. */
  @Test
  void additionalValuesMayFillTheHeader() {
    assertEquals(4112, read(hex("21 11 1000", TCP4 + "ea 0ff1" + "00".repeat(4081))).length());
    assertEquals(4111, read(hex("21 11 0fff", TCP4 + "20 0000".repeat(1361))).length());
    assertEquals(Kind.INCOMPLETE, read(hex("21 11 1000", TCP4)).kind());
  }

  @Test
  void theChecksumIsVerified() {
    for (String family : new String[] {"11 0013" + TCP4, "21 002b" + TCP6, "12 0013" + TCP4}) {
      byte[] all = hex("21", family + "03 0004 00000000");
      CRC32C checksum = new CRC32C();
      checksum.update(all);
      for (int i = 0; i < 4; i++) {
        all[all.length - 4 + i] = (byte) (checksum.getValue() >>> 24 - 8 * i);
      }
      assertFalse(read(all).kind() == Kind.MALFORMED, family);
      for (int i = 12; i < all.length; i++) {
        byte[] other = all.clone();
        other[i] ^= 1;
        boolean isNoChecksum = i == all.length - 7;
        assertEquals(isNoChecksum && !family.startsWith("12"), read(other).kind() == Kind.SOURCE, "byte " + i);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\n", "POST ", "PRI * HTTP/2.0\r\n\r\nSM", "PROXYX", "PROXY\t", "PROXY\r\n",
      "PROX /", "PUT /", "proxy TCP4", "\r\nGET", "\r\n\r\nGET", "\r\n\r\n\0\r\nQUIT\r", "\r\n\r\n\0\n",
      "\u0016\u0003\1", "\0",
      " PROXY"})
  void whatBeginsOtherwiseIsNoHeader(String bytes) {
    ProxyHeader header = read(bytes.getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(Kind.ABSENT, header.kind());
    assertEquals(0, header.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "P", "PR", "PROXY", "PROXY ", "PROXY TCP4 203.0.113.7 192.0.2.1 40000 80\r", "\r",
      "\r\n\r\n", "\r\n\r\n\0\r\nQUIT\n"})
  void theBeginningOfAHeaderMayBecomeOne(String bytes) {
    assertEquals(Kind.INCOMPLETE, read(bytes.getBytes(StandardCharsets.ISO_8859_1)).kind());
  }

  /** Bytes at random, most of them nearly headers: each byte more, the kind is the same as that of all. */
  @Test
  void inWhateverPiecesTheBytesComeTheyAreTheSame() {
    Random random = new Random(18);
    byte[][] seeds = {line("TCP4 203.0.113.7 192.0.2.1 40000 80"), line("UNKNOWN x"), line("TCP6 2001:db8::7 ::1 1 2"),
        hex("21 11 0013", TCP4 + "03 0004 00000000"), hex("21 21 0027", TCP6 + "04 0000"), hex("20 00 0000", ""),
        "PRI * HTTP/2.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)};
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = Arrays.copyOf(seeds[random.nextInt(seeds.length)], 120);
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        bytes[random.nextInt(60)] =
            (byte) (random.nextBoolean() ? random.nextInt() : "\r\n 0:.P".charAt(random.nextInt(7)));
      }
      ProxyHeader whole = ProxyHeader.read(bytes, bytes.length);
      ProxyHeader first = ProxyHeader.read(bytes, 0);
      for (int count = 1; first.kind() == Kind.INCOMPLETE && count <= bytes.length; count++) {
        first = ProxyHeader.read(bytes, count);
      }
      assertSame(whole, first);
    }
  }

  private static void assertMalformed(byte[] bytes) {
    ProxyHeader header = read(bytes);
    assertEquals(Kind.MALFORMED, header.kind());
    assertFalse(header.mistake().isEmpty());
    assertEquals(0, header.length());
  }

  /** Reads it, followed by what a client sends, and then in every other way. */
  private static ProxyHeader read(byte[] bytes) {
    ProxyHeader header = ProxyHeader.read(bytes, bytes.length);
    byte[] more = Arrays.copyOf(bytes, bytes.length + 5000);
    Arrays.fill(more, bytes.length, more.length, (byte) 'G');
    for (int count = 0; count <= bytes.length; count++) {
      ProxyHeader early = ProxyHeader.read(bytes, count);
      if (early.kind() != Kind.INCOMPLETE) {
        assertSame(early, header);
      }
    }
    if (header.kind() != Kind.INCOMPLETE) {
      assertSame(header, ProxyHeader.read(more, bytes.length + 1));
      assertSame(header, ProxyHeader.read(more, more.length));
    }
    return header;
  }

  private static void assertSame(ProxyHeader one, ProxyHeader other) {
    assertEquals(one.kind(), other.kind());
    assertEquals(one.length(), other.length());
    assertEquals(one.mistake(), other.mistake());
    assertEquals(one.port(), other.port());
    assertEquals(one.source(AddressFormat.JAVA), other.source(AddressFormat.JAVA));
  }

  private static byte[] line(String rest) {
    return ("PROXY " + rest + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] hex(String fixed, String rest) {
    String digits = (SIGNATURE + fixed + rest).replace(" ", "");
    byte[] bytes = new byte[digits.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }
}
