package io.github.realip.resolve;

import static io.github.realip.resolve.Cases.FORWARDED;
import static io.github.realip.resolve.Cases.REAL_IP;
import static io.github.realip.resolve.Cases.XFF;
import static io.github.realip.resolve.Cases.check;
import static io.github.realip.resolve.Cases.count;
import static io.github.realip.resolve.Cases.walk;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The tricky cases b1 to b27 of docs/semantics.md on which other implementations differ; 10.0.0.0/8 is trusted and the
 * peer is 10.0.0.1 unless a case says otherwise.
 */
class TrickyCasesTest {

  private static final Rules LIST = walk("10.0.0.0/8", XFF);
  private static final Rules RFC7239 = walk("10.0.0.0/8", FORWARDED);

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # case | X-Forwarded-For                              | answer       | reason
      b2     | 6.6.6.6 // 203.0.113.7                       | 203.0.113.7  | FIRST_UNTRUSTED_HOP
      b3     | 10.0.0.3, 10.0.0.2                           | 10.0.0.3     | ALL_TRUSTED
      b4     | 203.0.113.7, nope, 10.0.0.2                  | 10.0.0.2     | MALFORMED_HOP
      b5     | <script>, '"', 203.0.113.7                   | 203.0.113.7  | FIRST_UNTRUSTED_HOP
      b5     | ${jndi:ldap://x}, 203.0.113.7, 10.0.0.2      | 203.0.113.7  | FIRST_UNTRUSTED_HOP
      b6     | 203.0.113.7,                                 | PEER         | EMPTY_HOP
      b6     | 203.0.113.7, ,10.0.0.2                       | 10.0.0.2     | EMPTY_HOP
      b6     | 203.0.113.7,,10.0.0.2                        | 10.0.0.2     | EMPTY_HOP
      b6     | ', 203.0.113.7'                              | 203.0.113.7  | FIRST_UNTRUSTED_HOP
      b7     | 203.0.113.7, unknown                         | PEER         | UNKNOWN_HOP
      b7     | 203.0.113.7, _hidden, 10.0.0.2               | 10.0.0.2     | UNKNOWN_HOP
      b7     | 203.0.113.7, -                               | PEER         | MALFORMED_HOP
      b7     | 203.0.113.7, null                            | PEER         | MALFORMED_HOP
      b8     | 203.0.113.7:51234                            | 203.0.113.7  | FIRST_UNTRUSTED_HOP
      b8     | [2001:db8::7]:51234, 10.0.0.2:80             | 2001:db8::7  | FIRST_UNTRUSTED_HOP
      b9     | 203.0.113.7:65536                            | PEER         | MALFORMED_HOP
      b9     | 203.0.113.7:                                 | PEER         | MALFORMED_HOP
      b9     | 203.0.113.7:+80                              | PEER         | MALFORMED_HOP
      b9     | 203.0.113.7:123456                           | PEER         | MALFORMED_HOP
      b9     | 203.0.113.7:٨٠                               | PEER         | MALFORMED_HOP
      b11    | [203.0.113.7]                                | PEER         | MALFORMED_HOP
      b11    | [203.0.113.7]:80                             | PEER         | MALFORMED_HOP
      b12    | fe80::1%eth0                                 | PEER         | MALFORMED_HOP
      b12    | [fe80::1%1]:80                               | PEER         | MALFORMED_HOP
      b13    | ::ffff:203.0.113.7                           | 203.0.113.7  | FIRST_UNTRUSTED_HOP
      b13    | 203.0.113.7, ::ffff:10.0.0.2                 | 203.0.113.7  | FIRST_UNTRUSTED_HOP
      b14    | 010.0.0.1                                    | PEER         | MALFORMED_HOP
      b14    | 127.1                                        | PEER         | MALFORMED_HOP
      b14    | 0x7f000001                                   | PEER         | MALFORMED_HOP
      b14    | 2130706433                                   | PEER         | MALFORMED_HOP
      b14    | 203..113.7                                   | PEER         | MALFORMED_HOP
      b14    | 6.6.6.6, 010.0.0.2                           | PEER         | MALFORMED_HOP
      b15    | 6.6.6.6, localhost                           | PEER         | MALFORMED_HOP
      b15    | client.example                               | PEER         | MALFORMED_HOP
      b16    | '\t203.0.113.7 \t, \t10.0.0.2'               | 203.0.113.7  | FIRST_UNTRUSTED_HOP
      b24    | 0.0.0.0                                      | PEER         | UNKNOWN_HOP
      b24    | 203.0.113.7, ::, 10.0.0.2                    | 10.0.0.2     | UNKNOWN_HOP
      """)
  void lists(String name, String lines, String answer, Reason reason) {
    check(LIST, "10.0.0.1", lines, answer, reason);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # case | Forwarded                                                       | answer      | reason
      b2     | for=6.6.6.6 // for=203.0.113.7                                  | 203.0.113.7 | FIRST_UNTRUSTED_HOP
      b3     | for=10.0.0.3, for=10.0.0.2                                      | 10.0.0.3    | ALL_TRUSTED
      b4     | for=203.0.113.7, for=nope, for=10.0.0.2                         | 10.0.0.2    | MALFORMED_HOP
      b5     | ", for=203.0.113.7                                              | 203.0.113.7 | FIRST_UNTRUSTED_HOP
      b7     | for=203.0.113.7, for=unknown                                    | PEER        | UNKNOWN_HOP
      b7     | for=203.0.113.7, for="_gazonk", for=10.0.0.2                    | 10.0.0.2    | UNKNOWN_HOP
      b8     | for="203.0.113.7:_port"                                         | 203.0.113.7 | FIRST_UNTRUSTED_HOP
      b8     | For="[2001:db8:cafe::17]:4711"                                  | 2001:db8:cafe::17 | FIRST_UNTRUSTED_HOP
      b10    | for=2001:db8::7                                                 | 2001:db8::7 | FIRST_UNTRUSTED_HOP
      b10    | for="2001:db8::7";proto=https                                   | 2001:db8::7 | FIRST_UNTRUSTED_HOP
      b11    | for="[203.0.113.7]"                                             | PEER        | MALFORMED_HOP
      b17    | for=6.6.6.6;by=", for=203.0.113.7;by="10.0.0.1:80"              | 203.0.113.7 | FIRST_UNTRUSTED_HOP
      b17    | for=6.6.6.6;by="\\, for=203.0.113.7;by="10.0.0.1:80"            | 203.0.113.7 | FIRST_UNTRUSTED_HOP
      b17    | for=6.6.6.6;by=" // for=203.0.113.7;by="10.0.0.1:80"            | 203.0.113.7 | FIRST_UNTRUSTED_HOP
      b18    | for=6.6.6.6;for=203.0.113.7, for=10.0.0.2                       | 10.0.0.2    | MALFORMED_HOP
      b19    | for=203.0.113.7, proto=https;by=10.0.0.1                        | PEER        | UNKNOWN_HOP
      """)
  void forwarded(String name, String lines, String answer, Reason reason) {
    check(RFC7239, "10.0.0.1", lines, answer, reason);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # case | peer            | answer
      b1     | 203.0.113.9     | PEER
      b12    | 10.0.0.1%eth0   | PEER
      b13    | ::ffff:10.0.0.1 | 203.0.113.7
      b23    | ''              | PEER
      b23    | unix:           | PEER
      b23    | @               | PEER
      b24    | 0.0.0.0         | PEER
      b25    | 0:0:0:0:0:0:0:1 | PEER
      """)
  void peers(String name, String peer, String answer) {
    check(LIST, peer, "203.0.113.7", answer,
        answer.equals("PEER") ? Reason.UNTRUSTED_PEER : Reason.FIRST_UNTRUSTED_HOP);
  }

  @ParameterizedTest
  @CsvSource({"0:0:0:0:0:0:0:1", "[0:0:0:0:0:0:0:1]", "::1", "0:0:0:0:0:0:0:1%0", "fe80:0:0:0:0:0:0:9%eth0",
    "fe80:0:0:0:0:0:0:9%2", "[fe80:0:0:0:0:0:0:9%2]"})
  void b25JavaSpellingsOfThePeer(String peer) {
    check(walk("::1 fe80::/10", XFF), peer, "203.0.113.7", "203.0.113.7", Reason.FIRST_UNTRUSTED_HOP);
    check(walk("10.0.0.0/8", XFF), peer, "203.0.113.7", "PEER", Reason.UNTRUSTED_PEER);
  }

  @Test
  void b20ConflictingSingleHeader() {
    Rules rules = walk("10.0.0.0/8", REAL_IP);
    check(rules, "10.0.0.1", "6.6.6.6 // 203.0.113.7", "PEER", Reason.CONFLICTING_SINGLE_HEADER);
    check(rules, "10.0.0.1", "6.6.6.6, 203.0.113.7", "PEER", Reason.MALFORMED_HOP);
  }

  @Test
  void b21AndB22HopCounts() {
    check(count(3, XFF), "10.0.0.1", "6.6.6.6, 203.0.113.7", "PEER", Reason.TOO_FEW_HOPS);
    check(count(1, XFF), "10.0.0.1", "6.6.6.6, 203.0.113.7", "203.0.113.7", Reason.TRUSTED_HOP_COUNT);
    check(count(2, XFF), "10.0.0.1", "6.6.6.6, 203.0.113.7, 10.0.0.2", "203.0.113.7", Reason.TRUSTED_HOP_COUNT);
  }

  @Test
  void b27ASecondPassChangesNothingWhileTheRulesAreTheSame() {
    String first = Cases.answer(LIST, "10.0.0.1", List.of("6.6.6.6, nope, 10.0.0.2"));
    assertEquals("10.0.0.2", first);
    assertEquals("10.0.0.2", Cases.answer(LIST, first, List.of("6.6.6.6, nope, 10.0.0.2")));
  }
}
