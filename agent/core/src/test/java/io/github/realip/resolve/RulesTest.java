package io.github.realip.resolve;

import static io.github.realip.resolve.Cases.FORWARDED;
import static io.github.realip.resolve.Cases.REAL_IP;
import static io.github.realip.resolve.Cases.VIEWER;
import static io.github.realip.resolve.Cases.XFF;
import static io.github.realip.resolve.Cases.check;
import static io.github.realip.resolve.Cases.count;
import static io.github.realip.resolve.Cases.walk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.address.AddressFormat;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of docs/semantics.md, one table each. */
class RulesTest {

  /** What most cases trust. */
  private static final String T = "10.0.0.0/8 2001:db8:ffff::/48 ::1";

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # peer                 | X-Forwarded-For        | answer      | reason
      203.0.113.9            | 198.51.100.1           | PEER        | UNTRUSTED_PEER
      203.0.113.9            |                        | PEER        | UNTRUSTED_PEER
      203.0.113.9            | 198.51.100.1, 10.0.0.2 | PEER        | UNTRUSTED_PEER
      11.0.0.0               | 198.51.100.1           | PEER        | UNTRUSTED_PEER
      9.255.255.255          | 198.51.100.1           | PEER        | UNTRUSTED_PEER
      10.0.0.1               |                        | PEER        | NO_HEADER
      10.0.0.1               | 198.51.100.1           | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      10.0.0.0               | 198.51.100.1           | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      10.255.255.255         | 198.51.100.1           | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      0:0:0:0:0:0:0:1        | 198.51.100.1           | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      [0:0:0:0:0:0:0:1]      | 198.51.100.1           | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      0:0:0:0:0:0:0:1%lo     | 198.51.100.1           | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      [0:0:0:0:0:0:0:1%0]    | 198.51.100.1           | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      ::ffff:10.0.0.1        | 198.51.100.1           | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      0:0:0:0:0:ffff:a00:1   | 198.51.100.1           | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      # no address, no trust
      localhost              | 198.51.100.1           | PEER        | UNTRUSTED_PEER
      10.0.0.1:8080          | 198.51.100.1           | PEER        | UNTRUSTED_PEER
      [10.0.0.1]             | 198.51.100.1           | PEER        | UNTRUSTED_PEER
      10.0.0.1%eth0          | 198.51.100.1           | PEER        | UNTRUSTED_PEER
      ::1%                   | 198.51.100.1           | PEER        | UNTRUSTED_PEER
      [::1                   | 198.51.100.1           | PEER        | UNTRUSTED_PEER
      ::1]                   | 198.51.100.1           | PEER        | UNTRUSTED_PEER
      []                     | 198.51.100.1           | PEER        | UNTRUSTED_PEER
      [%]                    | 198.51.100.1           | PEER        | UNTRUSTED_PEER
      %                      | 198.51.100.1           | PEER        | UNTRUSTED_PEER
      10.1                   | 198.51.100.1           | PEER        | UNTRUSTED_PEER
      010.0.0.1              | 198.51.100.1           | PEER        | UNTRUSTED_PEER
      ' 10.0.0.1'            | 198.51.100.1           | PEER        | UNTRUSTED_PEER
      0.0.0.0                | 198.51.100.1           | PEER        | UNTRUSTED_PEER
      """)
  void r1OnlyATrustedPeersHeaderIsRead(String peer, String lines, String answer, Reason reason) {
    check(walk(T, XFF), peer, lines, answer, reason);
  }

  @Test
  void r1NoPeerNoAnswer() {
    assertFalse(Resolver.isTrusted(walk(T, XFF), (String) null));
    assertFalse(Resolver.isTrusted(walk(T, XFF), (InetAddress) null));
    assertFalse(Resolver.isTrusted(count(1, XFF), (String) null));
    assertFalse(Resolver.isTrusted(count(1, XFF), (InetAddress) null));
    Decision decision = Cases.explain(count(1, XFF), null, List.of("198.51.100.1"));
    assertNull(decision.address());
    assertEquals(Reason.UNTRUSTED_PEER, decision.reason());
    assertEquals(List.of(), decision.hops());
  }

  @Test
  void r1NobodyIsTrustedByDefault() {
    Rules rules = Rules.of(TrustedProxies.NOBODY, List.of(XFF), 0, false, AddressFormat.JAVA);
    for (String peer : List.of("127.0.0.1", "::1", "10.0.0.1", "", "unix", "@")) {
      check(rules, peer, "198.51.100.1", "PEER", Reason.UNTRUSTED_PEER);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, true", "11.0.0.1, false", "0.0.0.0, false", "::, false", "::1, true", "::2, false",
    "2001:db8:ffff::1, true", "2001:db8:fffe::1, false", "255.255.255.255, false",
  })
  void r1ThePeerMayBeAnInetAddress(String literal, boolean trusted) throws Exception {
    assertEquals(trusted, Resolver.isTrusted(walk(T, XFF), InetAddress.getByName(literal)));
    assertEquals(trusted, Resolver.isTrusted(walk(T, XFF), literal));
    assertTrue(Resolver.isTrusted(count(1, XFF), InetAddress.getByName(literal)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # trusted                   | peer                 | answer
      0.0.0.0/0                   | ''                   | PEER
      0.0.0.0/0                   | @                    | PEER
      0.0.0.0/0 ::/0              | unix                 | PEER
      0.0.0.0/0 ::/0              | unix:/run/app.sock   | PEER
      unix:                       | ''                   | 198.51.100.1
      unix:                       | @                    | 198.51.100.1
      unix:                       | unix                 | 198.51.100.1
      unix:                       | unix:                | 198.51.100.1
      unix:                       | unix:/run/app.sock   | 198.51.100.1
      unix:                       | unixoid              | PEER
      unix:                       | Unix:                | PEER
      unix:                       | @x                   | PEER
      unix:                       | ' '                  | PEER
      unix:                       | 127.0.0.1            | PEER
      # families do not mix
      0.0.0.0/0                   | ::1                  | PEER
      0.0.0.0/0                   | 2001:db8::1          | PEER
      ::/0                        | 10.0.0.1             | PEER
      ::/0                        | ::ffff:10.0.0.1      | PEER
      ::/0                        | 64:ff9b::a00:1       | 198.51.100.1
      0.0.0.0/0                   | ::a00:1              | PEER
      # mapped forms count as IPv4
      ::ffff:10.0.0.0/104         | 10.0.0.1             | 198.51.100.1
      ::ffff:0:0/97               | 100.64.0.1           | 198.51.100.1
      ::ffff:0:0/97               | 203.0.113.1          | PEER
      ::ffff:a00:1                | 10.0.0.1             | 198.51.100.1
      10.0.0.1                    | ::ffff:10.0.0.1      | 198.51.100.1
      10.0.0.1/32                 | 10.0.0.2             | PEER
      # host bits are masked
      10.9.8.7/8                  | 10.0.0.1             | 198.51.100.1
      2001:db8::1/32              | 2001:db8:9::1        | 198.51.100.1
      """)
  void r2WhatNetworksCover(String trusted, String peer, String answer) {
    Reason reason = answer.equals("PEER") ? Reason.UNTRUSTED_PEER : Reason.FIRST_UNTRUSTED_HOP;
    check(walk(trusted, XFF), peer, "198.51.100.1", answer, reason);
  }

  @Test
  void r3OneHeaderInAnyCaseAndNoAlias() {
    Decision decision = Resolver.explain(walk(T, XFF), "10.0.0.1", List.of(
        Map.entry("X_Forwarded_For", "198.51.100.66"),
        Map.entry("x-forwarded-FOR", "198.51.100.1"),
        Map.entry("X-Forwarded-For2", "198.51.100.66"),
        Map.entry("Forwarded", "for=198.51.100.66"),
        Map.entry("X-Real-IP", "198.51.100.66")));
    assertEquals("198.51.100.1", decision.address());
    assertEquals(Reason.FIRST_UNTRUSTED_HOP, decision.reason());
  }

  @Test
  void r3AnotherHeaderIsReadOnlyIfTheFirstIsAbsent() {
    Rules rules = walk(T, FORWARDED, XFF);
    Map.Entry<String, String> xff = Map.entry("X-Forwarded-For", "198.51.100.1");
    Decision absent = Resolver.explain(rules, "10.0.0.1", List.of(xff));
    assertEquals("198.51.100.1", absent.address());
    assertEquals(XFF, absent.header());
    for (String unusable : List.of("", "for=unknown", "nonsense", "for=0.0.0.0")) {
      Decision present = Resolver.explain(rules, "10.0.0.1", List.of(xff, Map.entry("Forwarded", unusable)));
      assertEquals("10.0.0.1", present.address(), unusable);
      assertEquals(FORWARDED, present.header());
    }
    assertEquals(Reason.NO_HEADER, Resolver.explain(rules, "10.0.0.1", List.of()).reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "X Y", "X:Y", "X\nY", "\u00c4", "X,Y", "X\"", "X\u007f"})
  void r3HeaderNamesAreTokens(String name) {
    assertThrows(IllegalArgumentException.class, () -> new HeaderRule(name, HeaderRule.Kind.LIST));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # lines of X-Forwarded-For                            | answer       | reason
      198.51.100.66 // 198.51.100.1                         | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      198.51.100.1 // 10.0.0.2                              | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      198.51.100.66, 198.51.100.1 // 10.0.0.3 // 10.0.0.2   | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      198.51.100.66 // 198.51.100.1 // 10.0.0.2             | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      198.51.100.66 // 198.51.100.1, 10.0.0.2               | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      10.0.0.4, 10.0.0.3 // 10.0.0.2                        | 10.0.0.4     | ALL_TRUSTED
      nonsense // 10.0.0.2                                  | 10.0.0.2     | MALFORMED_HOP
      """)
  void r4LinesAreOneList(String lines, String answer, Reason reason) {
    check(walk(T, XFF), "10.0.0.1", lines, answer, reason);
  }

  @Test
  void r5OnlySpaceAndTabAreBlanks() {
    for (String blanks : List.of(" ", "\t", " \t ", "\t\t  ")) {
      check(walk(T, XFF), "10.0.0.1", blanks + "198.51.100.1" + blanks + "," + blanks + "10.0.0.2" + blanks,
          "198.51.100.1", Reason.FIRST_UNTRUSTED_HOP);
    }
    for (String odd : List.of("\0", "\r", "\n", "\u000b", "\f", "\u001f", "\u0085", "\u00a0", "\u2003", "\ufeff")) {
      check(walk(T, XFF), "10.0.0.1", "198.51.100.1" + odd + ", 10.0.0.2", "10.0.0.2", Reason.MALFORMED_HOP);
      check(walk(T, XFF), "10.0.0.1", odd + "198.51.100.1, 10.0.0.2", "10.0.0.2", Reason.MALFORMED_HOP);
      check(walk(T, XFF), "10.0.0.1", odd, "PEER", Reason.MALFORMED_HOP);
    }
    check(walk(T, XFF), "10.0.0.1", "198.51.100.1 10.0.0.2", "PEER", Reason.MALFORMED_HOP);
    check(walk(T, XFF), "10.0.0.1", "198.51. 100.1", "PEER", Reason.MALFORMED_HOP);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # hop                                   | answer
      198.51.100.1                            | 198.51.100.1
      2001:DB8::1                             | 2001:db8::1
      2001:0db8:0000:0000:0000:0000:0000:0001 | 2001:db8::1
      2001:db8:0:0:1:0:0:0                    | 2001:db8:0:0:1::
      2001:db8:0:1:1:1:1:1                    | 2001:db8:0:1:1:1:1:1
      2001:0:0:1::1                           | 2001:0:0:1::1
      ::ffff:198.51.100.1                     | 198.51.100.1
      ::ffff:c633:6401                        | 198.51.100.1
      ::FFFF:198.51.100.1                     | 198.51.100.1
      0:0:0:0:0:ffff:198.51.100.1             | 198.51.100.1
      64:ff9b::198.51.100.1                   | 64:ff9b::c633:6401
      2002:c633:6401::1                       | 2002:c633:6401::1
      ::198.51.100.1                          | ::c633:6401
      ::ffff:0:198.51.100.1                   | ::ffff:0:c633:6401
      255.255.255.255                         | 255.255.255.255
      198.051.100.1                           | PEER
      198.51.100.01                           | PEER
      198.51.100.256                          | PEER
      198.51.100                              | PEER
      198.51.100.1.                           | PEER
      .198.51.100.1                           | PEER
      198..51.100.1                           | PEER
      198.51.100.1.1                          | PEER
      3325256705                              | PEER
      0xc6336401                              | PEER
      0306.51.100.1                           | PEER
      2001:db8::1%eth0                        | PEER
      2001:db8::1%25eth0                      | PEER
      2001:db8::1/64                          | PEER
      198.51.100.1/32                         | PEER
      2001:db8                                | PEER
      2001:db8:::1                            | PEER
      2001::db8::1                            | PEER
      :2001:db8::1                            | PEER
      2001:db8::1:                            | PEER
      2001:db8:0:0:0:0:0                      | PEER
      2001:db8:0:0:0:0:0:0:1                  | PEER
      1:2:3:4:5:6:7:8::                       | PEER
      ::1:2:3:4:5:6:7:8                       | PEER
      2001:db8::00001                         | PEER
      2001:db8::g                             | PEER
      ::ffff:198.51.100.01                    | PEER
      ::ffff:198.51.100.1:1                   | PEER
      1:2:3:4:5:6:7:198.51.100.1              | PEER
      1:2:3:4:5:6:198.51.100.1                | 1:2:3:4:5:6:c633:6401
      1:2:3:4:5:6:7::                         | 1:2:3:4:5:6:7:0
      ::2:3:4:5:6:7:8                         | 0:2:3:4:5:6:7:8
      :                                       | PEER
      :::                                     | PEER
      localhost                               | PEER
      example.com                             | PEER
      ١٩٨.51.100.1                            | PEER
      ${jndi:ldap://evil}                     | PEER
      <script>                                | PEER
      """)
  void r6LiteralsAreStrictAndAnswersCanonical(String hop, String answer) {
    check(walk(T, XFF), "10.0.0.1", hop, answer,
        answer.equals("PEER") ? Reason.MALFORMED_HOP : Reason.FIRST_UNTRUSTED_HOP);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # hop                     | X-Forwarded-For | for="..." in Forwarded
      198.51.100.1:80           | 198.51.100.1    | 198.51.100.1
      198.51.100.1:0            | 198.51.100.1    | 198.51.100.1
      198.51.100.1:00080        | 198.51.100.1    | 198.51.100.1
      198.51.100.1:65535        | 198.51.100.1    | 198.51.100.1
      [2001:db8::1]             | 2001:db8::1     | 2001:db8::1
      [2001:db8::1]:443         | 2001:db8::1     | 2001:db8::1
      [::ffff:198.51.100.1]:443 | 198.51.100.1    | 198.51.100.1
      2001:db8::1:443           | 2001:db8::1:443 | 2001:db8::1:443
      198.51.100.1:_x           | PEER            | 198.51.100.1
      [2001:db8::1]:_a.B-9_     | PEER            | 2001:db8::1
      198.51.100.1:_            | PEER            | PEER
      198.51.100.1:_ä           | PEER            | PEER
      198.51.100.1:x            | PEER            | PEER
      198.51.100.1:65536        | PEER            | PEER
      198.51.100.1:99999        | PEER            | PEER
      198.51.100.1:000080       | PEER            | PEER
      198.51.100.1:             | PEER            | PEER
      198.51.100.1:+80          | PEER            | PEER
      198.51.100.1:-1           | PEER            | PEER
      198.51.100.1:٨٠           | PEER            | PEER
      198.51.100.1:80:80        | PEER            | PEER
      198.51.100.1 :80          | PEER            | PEER
      :80                       | PEER            | PEER
      [198.51.100.1]            | PEER            | PEER
      [198.51.100.1]:80         | PEER            | PEER
      [2001:db8::1              | PEER            | PEER
      2001:db8::1]              | PEER            | PEER
      [2001:db8::1]80           | PEER            | PEER
      [2001:db8::1]:            | PEER            | PEER
      [2001:db8::1]x:80         | PEER            | PEER
      [[2001:db8::1]]           | PEER            | PEER
      [2001:db8::1]]            | PEER            | PEER
      [2001:db8::1%eth0]:80     | PEER            | PEER
      []                        | PEER            | PEER
      []:80                     | PEER            | PEER
      [                         | PEER            | PEER
      ]                         | PEER            | PEER
      """)
  void r7PortsAndBrackets(String hop, String inList, String inForwarded) {
    check(walk(T, XFF), "10.0.0.1", hop, inList,
        inList.equals("PEER") ? Reason.MALFORMED_HOP : Reason.FIRST_UNTRUSTED_HOP);
    check(walk(T, FORWARDED), "10.0.0.1", "for=\"" + hop + '"', inForwarded,
        inForwarded.equals("PEER") ? Reason.MALFORMED_HOP : Reason.FIRST_UNTRUSTED_HOP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "[::]:80", "0.0.0.0:80", "::ffff:0.0.0.0", "::0", "0:0:0:0:0:0:0:0"})
  void r8UnspecifiedAddressesAreUnknown(String hop) {
    check(walk(T, XFF), "10.0.0.1", hop, "PEER", Reason.UNKNOWN_HOP);
    check(walk("0.0.0.0/0 ::/0", XFF), "10.0.0.1", "198.51.100.66, " + hop + ", 10.0.0.2", "10.0.0.2",
        Reason.UNKNOWN_HOP);
    check(walk(T, REAL_IP), "10.0.0.1", hop, "PEER", Reason.UNKNOWN_HOP);
    check(count(1, XFF), "10.0.0.1", hop, "PEER", Reason.UNKNOWN_HOP);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # X-Forwarded-For                           | answer       | reason
      198.51.100.66, 198.51.100.1, 10.0.0.2       | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      198.51.100.1, 2001:db8:ffff::2, 10.0.0.2    | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      10.0.0.4, 198.51.100.1, 10.0.0.2            | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      10.0.0.3, 10.0.0.2                          | 10.0.0.3     | ALL_TRUSTED
      10.0.0.2                                    | 10.0.0.2     | ALL_TRUSTED
      198.51.100.1, nope, 10.0.0.2                | 10.0.0.2     | MALFORMED_HOP
      198.51.100.1, nope, 10.0.0.3, 10.0.0.2      | 10.0.0.3     | MALFORMED_HOP
      198.51.100.1, nope                          | PEER         | MALFORMED_HOP
      198.51.100.1, unknown, 10.0.0.2             | 10.0.0.2     | UNKNOWN_HOP
      198.51.100.1, Unknown, 10.0.0.2             | 10.0.0.2     | UNKNOWN_HOP
      198.51.100.1, unknown:80, 10.0.0.2          | 10.0.0.2     | UNKNOWN_HOP
      198.51.100.1, _hidden, 10.0.0.2             | 10.0.0.2     | UNKNOWN_HOP
      198.51.100.1, unknowns, 10.0.0.2            | 10.0.0.2     | MALFORMED_HOP
      198.51.100.1,, 10.0.0.2                     | 10.0.0.2     | EMPTY_HOP
      198.51.100.1, , 10.0.0.2                    | 10.0.0.2     | EMPTY_HOP
      198.51.100.1,                               | PEER         | EMPTY_HOP
      '198.51.100.1, '                            | PEER         | EMPTY_HOP
      ''                                          | PEER         | EMPTY_HOP
      ','                                         | PEER         | EMPTY_HOP
      '   '                                       | PEER         | EMPTY_HOP
      ', 198.51.100.1'                            | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      ', 10.0.0.2'                                | 10.0.0.2     | EMPTY_HOP
      """)
  void r9TheWalk(String lines, String answer, Reason reason) {
    check(walk(T, XFF), "10.0.0.1", lines, answer, reason);
  }

  @Test
  void r9AnEmptyLastLineIsAnEmptyElement() {
    Decision decision = Cases.explain(walk(T, XFF), "10.0.0.1", List.of("198.51.100.1", ""));
    assertEquals("10.0.0.1", decision.address());
    assertEquals(Reason.EMPTY_HOP, decision.reason());
  }

  @Test
  void theWalkEndsAfterSixtyFourTrustedHops() {
    String trusted = String.join(", ", Collections.nCopies(62, "10.0.0.2"));
    String last = "10.9.9.9, " + trusted;
    check(walk(T, XFF), "10.0.0.1", "10.8.8.8, " + last, "10.8.8.8", Reason.ALL_TRUSTED);
    check(walk(T, XFF), "10.0.0.1", "198.51.100.1, " + last, "198.51.100.1", Reason.FIRST_UNTRUSTED_HOP);
    check(walk(T, XFF), "10.0.0.1", "198.51.100.1, 10.8.8.8, " + last, "10.8.8.8", Reason.TOO_MANY_HOPS);
    check(walk(T, XFF), "10.0.0.1", "198.51.100.1 // 10.8.8.8, " + last, "10.8.8.8", Reason.TOO_MANY_HOPS);
    check(walk(T, XFF), "10.0.0.1", "10.8.8.8 // " + last, "10.8.8.8", Reason.ALL_TRUSTED);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # lines of Forwarded                                                          | answer       | reason
      for=198.51.100.1                                                              | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      for=198.51.100.1;by=10.0.0.1, for=10.0.0.2                                    | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      for=198.51.100.1;host="a,b,c", for=10.0.0.2;host="d,e"                        | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      for=198.51.100.66;by=", for=198.51.100.1;by="10.0.0.1:80"                     | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      for=198.51.100.66;by="\\", for=198.51.100.1;by="10.0.0.1:80"                  | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      ""\"", for=198.51.100.1;by="10.0.0.1:80"                                      | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      for=198.51.100.1;host="say \\"a, b\\""                                        | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      for=198.51.100.1;host="a\\\\", for=10.0.0.2;host="\\\\"                       | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      for=198.51.100.66;by=" // for=198.51.100.1                                    | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      for=198.51.100.1;by=" // for=10.0.0.2;by="                                    | PEER         | MALFORMED_HOP
      for=198.51.100.1 // ;by=", for=10.0.0.2                                       | 10.0.0.2     | MALFORMED_HOP
      for=198.51.100.1;by="x, for=10.0.0.2                                          | 10.0.0.2     | MALFORMED_HOP
      for=198.51.100.1,                                                             | PEER         | EMPTY_HOP
      """)
  void r10ForwardedIsCutFromTheRight(String lines, String answer, Reason reason) {
    check(walk(T, FORWARDED), "10.0.0.1", lines, answer, reason);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # element                                        | answer       | reason
      FOR=198.51.100.1                                 | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      For="198.51.100.1"                               | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      for="[2001:db8::1]:80"                           | 2001:db8::1  | FIRST_UNTRUSTED_HOP
      for=[2001:db8::1]:80                             | 2001:db8::1  | FIRST_UNTRUSTED_HOP
      for=198.51.100.1:80                              | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      for=2001:db8::1                                  | 2001:db8::1  | FIRST_UNTRUSTED_HOP
      for="2001:db8::1"                                | 2001:db8::1  | FIRST_UNTRUSTED_HOP
      by=10.0.0.1 ; for=198.51.100.1 ;proto=https      | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      ;;for=198.51.100.1; ;                            | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      host="for=198.51.100.66;x";for=198.51.100.1      | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      for="1\\98.51.1\\0\\0.1"                         | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      for="198.51.100.1\\:80"                          | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      host=example.com:8080;for=198.51.100.1           | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      host="";for=198.51.100.1                         | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      x=1;y=2;fo=3;form=4;for=198.51.100.1             | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      for=198.51.100.1;secret="1;2;for=3"              | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      host="a\\";for=198.51.100.66;";for=198.51.100.1   | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      host="a\\\\";for=198.51.100.1                      | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      for=198.51.100.1;proto=https;proto-version=      | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      for=198.51.100.1; by=;host= ;                    | 198.51.100.1 | FIRST_UNTRUSTED_HOP
      by=;for=198.51.100.1                             | PEER         | MALFORMED_HOP
      for=;proto=https                                 | PEER         | MALFORMED_HOP
      proto=;proto=https                               | PEER         | MALFORMED_HOP
      for=198.51.100.1;for=                            | PEER         | MALFORMED_HOP
      for=198.51.100.1;by=;by=                         | PEER         | MALFORMED_HOP
      for=198.51.100.1;=                               | PEER         | MALFORMED_HOP
      for=junk;proto-version=                          | PEER         | MALFORMED_HOP
      for=unknown                                      | PEER         | UNKNOWN_HOP
      for="unknown:80"                                 | PEER         | UNKNOWN_HOP
      for=_hidden                                      | PEER         | UNKNOWN_HOP
      proto=https;by=10.0.0.1                          | PEER         | UNKNOWN_HOP
      ;                                                | PEER         | UNKNOWN_HOP
      for=198.51.100.1;for=198.51.100.1                | PEER         | MALFORMED_HOP
      for=198.51.100.1;FOR=198.51.100.2                | PEER         | MALFORMED_HOP
      by=a;for=198.51.100.1;BY=a                       | PEER         | MALFORMED_HOP
      ext=";";for=198.51.100.1; ext=b                  | PEER         | MALFORMED_HOP
      for =198.51.100.1                                | PEER         | MALFORMED_HOP
      for= 198.51.100.1                                | PEER         | MALFORMED_HOP
      for=198.51.100.1 by=10.0.0.1                     | PEER         | MALFORMED_HOP
      for=                                             | PEER         | MALFORMED_HOP
      for=""                                           | PEER         | MALFORMED_HOP
      for                                              | PEER         | MALFORMED_HOP
      =198.51.100.1                                    | PEER         | MALFORMED_HOP
      by=;for=198.51.100.1                             | PEER         | MALFORMED_HOP
      for=198.51.100.1;by                              | PEER         | MALFORMED_HOP
      for=198.51.100.1;host=exämple                    | PEER         | MALFORMED_HOP
      for=198.51.100.1;host="exämple"                  | PEER         | MALFORMED_HOP
      for=198.51.100.1;host="\\ä"                      | PEER         | MALFORMED_HOP
      for=198.51.100.1;höst=x                          | PEER         | MALFORMED_HOP
      for=198.51.100.1;host="a"b                       | PEER         | MALFORMED_HOP
      for=198.51.100.1;host=a"b"                       | PEER         | MALFORMED_HOP
      for=198.51.100.1;host="a                         | PEER         | MALFORMED_HOP
      for=198.51.100.1;host="a\\"                      | PEER         | MALFORMED_HOP
      for=198.51.100.1;host=a\\b                       | PEER         | MALFORMED_HOP
      for=198.51.100.1;path=/a                         | PEER         | MALFORMED_HOP
      for="198.51.100.1 "                              | PEER         | MALFORMED_HOP
      for='198.51.100.1'                               | PEER         | MALFORMED_HOP
      198.51.100.1                                     | PEER         | MALFORMED_HOP
      """)
  void r11ForwardedElements(String element, String answer, Reason reason) {
    check(walk(T, FORWARDED), "10.0.0.1", element, answer, reason);
    String afterOneHop = answer.equals("PEER") ? "10.0.0.2" : answer;
    check(walk(T, FORWARDED), "10.0.0.1", "for=198.51.100.66," + element + " , for=10.0.0.2", afterOneHop, reason);
  }

  @Test
  void r11ForwardedControlCharactersAndParameterLimit() {
    for (String odd : List.of("\0", "\r", "\n", "\u001f", "\u007f")) {
      check(walk(T, FORWARDED), "10.0.0.1", "for=198.51.100.1;host=\"a" + odd + '"', "PEER", Reason.MALFORMED_HOP);
      check(walk(T, FORWARDED), "10.0.0.1", "for=198.51.100.1;host=\"\\" + odd + '"', "PEER", Reason.MALFORMED_HOP);
    }
    check(walk(T, FORWARDED), "10.0.0.1", "for=198.51.100.1;\thost=\"\ta\\\t\"\t", "198.51.100.1",
        Reason.FIRST_UNTRUSTED_HOP);
    StringBuilder many = new StringBuilder("for=198.51.100.1");
    for (int i = 2; i <= 16; i++) {
      many.append(";p").append(i).append("=x");
    }
    check(walk(T, FORWARDED), "10.0.0.1", many.toString(), "198.51.100.1", Reason.FIRST_UNTRUSTED_HOP);
    check(walk(T, FORWARDED), "10.0.0.1", many + ";p17=x", "PEER", Reason.MALFORMED_HOP);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # lines of X-Real-IP                                 | answer       | reason
      198.51.100.1                                         | 198.51.100.1 | SINGLE_ADDRESS
      ' \t198.51.100.1 '                                   | 198.51.100.1 | SINGLE_ADDRESS
      198.51.100.1:80                                      | 198.51.100.1 | SINGLE_ADDRESS
      [2001:db8::1]:80                                     | 2001:db8::1  | SINGLE_ADDRESS
      10.0.0.7                                             | 10.0.0.7     | SINGLE_ADDRESS
      198.51.100.1 // 198.51.100.1                         | 198.51.100.1 | SINGLE_ADDRESS
      198.51.100.1 // ::ffff:198.51.100.1 // 198.51.100.1:1 | 198.51.100.1 | SINGLE_ADDRESS
      198.51.100.1 // 198.51.100.2                         | PEER         | CONFLICTING_SINGLE_HEADER
      198.51.100.2 // 198.51.100.1 // 198.51.100.1         | PEER         | CONFLICTING_SINGLE_HEADER
      198.51.100.1, 198.51.100.1                           | PEER         | MALFORMED_HOP
      198.51.100.1,                                        | PEER         | MALFORMED_HOP
      ''                                                   | PEER         | EMPTY_HOP
      unknown                                              | PEER         | UNKNOWN_HOP
      nonsense // 198.51.100.1                             | PEER         | MALFORMED_HOP
      198.51.100.1 // nonsense                             | PEER         | MALFORMED_HOP
      for=198.51.100.1                                     | PEER         | MALFORMED_HOP
      """)
  void r12OneAddress(String lines, String answer, Reason reason) {
    check(walk(T, REAL_IP), "10.0.0.1", lines, answer, reason);
    check(count(5, T, REAL_IP), "10.0.0.1", lines, answer, reason);
    check(walk(T, REAL_IP), "203.0.113.9", lines, "PEER", Reason.UNTRUSTED_PEER);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # lines of CloudFront-Viewer-Address      | answer       | reason
      198.51.100.10:46532                       | 198.51.100.10 | SINGLE_ADDRESS
      2001:db8::1:46532                         | 2001:db8::1  | SINGLE_ADDRESS
      2001:db8:0:0:0:0:0:1:46532                | 2001:db8::1  | SINGLE_ADDRESS
      2001:db8:::46532                          | 2001:db8::   | SINGLE_ADDRESS
      2001:db8::1:46532 // 2001:db8::1:46533    | 2001:db8::1  | SINGLE_ADDRESS
      198.51.100.10                             | PEER         | MALFORMED_HOP
      [2001:db8::1]:46532                       | PEER         | MALFORMED_HOP
      2001:db8::1:465321                        | PEER         | MALFORMED_HOP
      2001:db8::1:x                             | PEER         | MALFORMED_HOP
      :46532                                    | PEER         | MALFORMED_HOP
      2001:db8::1:46532, 198.51.100.1:1         | PEER         | MALFORMED_HOP
      """)
  void r12CloudFrontViewerAddressAlwaysEndsInAPort(String lines, String answer, Reason reason) {
    check(walk(T, VIEWER), "10.0.0.1", lines, answer, reason);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # N | lines of X-Forwarded-For                | answer       | reason
      1   | 198.51.100.66, 198.51.100.1             | 198.51.100.1 | TRUSTED_HOP_COUNT
      2   | 198.51.100.66, 198.51.100.1, 10.0.0.2   | 198.51.100.1 | TRUSTED_HOP_COUNT
      2   | 198.51.100.66, 198.51.100.1, nonsense   | 198.51.100.1 | TRUSTED_HOP_COUNT
      2   | 198.51.100.66, 198.51.100.1, 198.51.100.2 | 198.51.100.1 | TRUSTED_HOP_COUNT
      2   | 198.51.100.66, 198.51.100.1,            | 198.51.100.1 | TRUSTED_HOP_COUNT
      3   | 198.51.100.1,,                          | 198.51.100.1 | TRUSTED_HOP_COUNT
      2   | 198.51.100.66 // 198.51.100.1 // x      | 198.51.100.1 | TRUSTED_HOP_COUNT
      1   | 10.0.0.7                                | 10.0.0.7     | TRUSTED_HOP_COUNT
      1   | [2001:db8::1]:80                        | 2001:db8::1  | TRUSTED_HOP_COUNT
      2   | 198.51.100.66, nonsense, 198.51.100.2   | PEER         | MALFORMED_HOP
      2   | 198.51.100.66, , 198.51.100.2           | PEER         | EMPTY_HOP
      2   | 198.51.100.66, unknown, 198.51.100.2    | PEER         | UNKNOWN_HOP
      2   | 198.51.100.66, 0.0.0.0, 198.51.100.2    | PEER         | UNKNOWN_HOP
      2   | 198.51.100.1                            | PEER         | TOO_FEW_HOPS
      3   | 198.51.100.1 // 198.51.100.2            | PEER         | TOO_FEW_HOPS
      1   | ''                                      | PEER         | EMPTY_HOP
      2   | ''                                      | PEER         | TOO_FEW_HOPS
      2147483647 | 198.51.100.1                     | PEER         | TOO_FEW_HOPS
      """)
  void r13HopCount(int hops, String lines, String answer, Reason reason) {
    check(count(hops, XFF), "203.0.113.9", lines, answer, reason);
    check(count(hops, T, XFF), "10.0.0.1", lines, answer, reason);
    check(count(hops, T, XFF), "203.0.113.9", lines, "PEER", Reason.UNTRUSTED_PEER);
  }

  @Test
  void r13HopCountInForwarded() {
    check(count(2, FORWARDED), "203.0.113.9", "for=198.51.100.66, for=198.51.100.1, by=\"a,b\"", "198.51.100.1",
        Reason.TRUSTED_HOP_COUNT);
    check(count(1, FORWARDED), "203.0.113.9", "for=198.51.100.66, by=x", "PEER", Reason.UNKNOWN_HOP);
  }

  @Test
  void r13AHopCountMayExceedTheLimitOfTheWalk() {
    String far = "198.51.100.1" + ", x".repeat(99);
    check(count(100, XFF), "203.0.113.9", far, "198.51.100.1", Reason.TRUSTED_HOP_COUNT);
    assertThrows(IllegalArgumentException.class, () -> count(-1, XFF));
  }

  @Test
  void aDecisionNamesItsHops() {
    Decision decision = Cases.explain(walk("10.0.0.0/8 unix:", XFF), "10.0.0.1",
        List.of("nope, 2001:DB8::1", "[::ffff:10.0.0.2]:80 "));
    assertEquals("2001:db8::1", decision.address());
    List<Hop> hops = decision.hops();
    assertEquals(3, hops.size());
    assertHop(hops.get(0), "10.0.0.1", "10.0.0.1", HopStatus.TRUSTED, "10.0.0.0/8");
    assertHop(hops.get(1), "[::ffff:10.0.0.2]:80", "10.0.0.2", HopStatus.TRUSTED, "10.0.0.0/8");
    assertHop(hops.get(2), "2001:DB8::1", "2001:db8::1", HopStatus.UNTRUSTED, null);
    assertThrows(UnsupportedOperationException.class, () -> hops.clear());
    assertHop(Cases.explain(walk("unix:", XFF), "unix:x", List.of()).hops().get(0), "unix:x", null, HopStatus.TRUSTED,
        "unix:");
    assertHop(Cases.explain(walk("unix:", XFF), "host", List.of("x")).hops().get(0), "host", null, HopStatus.MALFORMED,
        null);
    List<Hop> counted = Cases.explain(count(2, XFF), "10.0.0.1", List.of("198.51.100.1, x")).hops();
    assertHop(counted.get(0), "10.0.0.1", "10.0.0.1", HopStatus.COUNTED, null);
    assertHop(counted.get(1), "x", null, HopStatus.COUNTED, null);
    assertHop(counted.get(2), "198.51.100.1", "198.51.100.1", HopStatus.UNTRUSTED, null);
  }

  private static void assertHop(Hop hop, String text, String address, HopStatus status, String trustedBy) {
    assertEquals(text, hop.text());
    assertEquals(address, hop.address());
    assertEquals(status, hop.status());
    assertEquals(trustedBy, hop.trustedBy());
  }
}
