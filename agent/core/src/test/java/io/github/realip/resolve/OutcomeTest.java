package io.github.realip.resolve;

import static io.github.realip.resolve.Cases.FORWARDED;
import static io.github.realip.resolve.Cases.REAL_IP;
import static io.github.realip.resolve.Cases.XFF;
import static io.github.realip.resolve.Cases.count;
import static io.github.realip.resolve.Cases.walk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an outcome tells besides the address: where its element is, which header decided, and that none was read. */
class OutcomeTest {

  private static final String T = "10.0.0.0/8";

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # lines of X-Forwarded-For                    | client       | position
      198.51.100.1                                  | 198.51.100.1 | 1
      6.6.6.6, 198.51.100.1                         | 198.51.100.1 | 1
      6.6.6.6, 198.51.100.1, 10.0.0.2               | 198.51.100.1 | 2
      6.6.6.6, 198.51.100.1, 10.0.0.3, 10.0.0.2     | 198.51.100.1 | 3
      # lines are one list
      6.6.6.6 // 198.51.100.1                       | 198.51.100.1 | 1
      198.51.100.1 // 10.0.0.2                      | 198.51.100.1 | 2
      198.51.100.1, 10.0.0.4 // 10.0.0.3, 10.0.0.2  | 198.51.100.1 | 4
      6.6.6.6, 198.51.100.1 // 10.0.0.3 // 10.0.0.2 | 198.51.100.1 | 3
      # all trusted: the furthest
      10.0.0.2                                      | 10.0.0.2     | 1
      10.0.0.4, 10.0.0.3 // 10.0.0.2                | 10.0.0.4     | 3
      # the last verified hop is the one right of what ends the walk
      198.51.100.1, , 10.0.0.2                      | 10.0.0.2     | 1
      198.51.100.1 // // 10.0.0.3, 10.0.0.2         | 10.0.0.3     | 2
      198.51.100.1, nope, 10.0.0.3, 10.0.0.2        | 10.0.0.3     | 2
      198.51.100.1, unknown // 10.0.0.2             | 10.0.0.2     | 1
      # nothing is verified
      ''                                            |              | 0
      198.51.100.1,                                 |              | 0
      198.51.100.1 // ''                            |              | 0
      198.51.100.1, nope                            |              | 0
      198.51.100.1, 0.0.0.0                         |              | 0
      """)
  void theWalkTellsThePosition(String lines, String client, int position) {
    assertOutcome(walk(T, XFF), lines, client, position);
    String forwarded = lines.replaceAll("([^ ,/']+)", "for=$1;by=\"x,y\"");
    assertOutcome(walk(T, FORWARDED), forwarded, client, position);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, ALL_TRUSTED", "63, 63, ALL_TRUSTED", "64, 64, ALL_TRUSTED", "65, 64, TOO_MANY_HOPS",
    "1000, 64, TOO_MANY_HOPS"})
  void theWalkEndsAtTheLimit(int hops, int position, Reason reason) {
    String line = "10.0.0.2" + ", 10.0.0.2".repeat(hops - 1);
    Outcome outcome = Cases.resolve(walk(T, XFF), "10.0.0.1", List.of(line));
    assertEquals(position, outcome.position());
    assertEquals(reason, outcome.reason());
    Outcome lines = Cases.resolve(walk(T, XFF), "10.0.0.1", List.of(line.split(", ")));
    assertEquals(outcome.toString(), lines.toString());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # N | lines of X-Forwarded-For          | client       | position
      1   | 6.6.6.6, 198.51.100.1             | 198.51.100.1 | 1
      2   | 6.6.6.6, 198.51.100.1, x          | 198.51.100.1 | 2
      3   | 6.6.6.6 // 198.51.100.1 // y // x | 198.51.100.1 | 3
      3   | 198.51.100.1,,                    | 198.51.100.1 | 3
      2   | 198.51.100.1 // ''                | 198.51.100.1 | 2
      2   | 198.51.100.1                      |              | 0
      2   | 198.51.100.1, nope, x             |              | 0
      2   | 198.51.100.1, , x                 |              | 0
      """)
  void theHopCountIsThePosition(int hops, String lines, String client, int position) {
    assertOutcome(count(hops, XFF), lines, client, position);
  }

  @Test
  void aHopCountHasNoLimit() {
    assertOutcome(count(100, XFF), "198.51.100.1" + ", x".repeat(99), "198.51.100.1", 100);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # lines of X-Real-IP           | client       | position
      198.51.100.1                   | 198.51.100.1 | 1
      198.51.100.1 // 198.51.100.1   | 198.51.100.1 | 1
      10.0.0.2                       | 10.0.0.2     | 1
      198.51.100.2 // 198.51.100.1   |              | 0
      198.51.100.1, 198.51.100.1     |              | 0
      ''                             |              | 0
      """)
  void aSingleAddressIsTheFirst(String lines, String client, int position) {
    assertOutcome(walk(T, REAL_IP), lines, client, position);
    assertOutcome(count(5, REAL_IP), lines, client, position);
  }

  private static void assertOutcome(Rules rules, String lines, String client, int position) {
    List<String> list = List.of(lines.replace("''", "").split(" ?// ?", -1));
    Outcome outcome = Cases.resolve(rules, "10.0.0.1", list);
    assertEquals(client, outcome.address(), outcome.toString());
    assertEquals(position, outcome.position(), outcome.toString());
    assertSame(rules.header(0), outcome.header());
  }

  @Test
  void r14AHeadThatIsNotCompleteNamesNobody() {
    for (Rules rules : List.of(walk(T, XFF), walk(T, REAL_IP, FORWARDED), count(1, XFF), count(2, T, XFF))) {
      assertSame(Outcome.INCOMPLETE_HEAD, resolve(rules, "10.0.0.1", HeaderLines.INCOMPLETE));
      assertSame(Outcome.NO_HEADER, resolve(rules, "10.0.0.1", HeaderLines.NONE));
    }
    assertSame(Outcome.UNTRUSTED_PEER, resolve(walk(T, XFF), "203.0.113.9", HeaderLines.INCOMPLETE));
    assertSame(Outcome.UNTRUSTED_PEER, resolve(walk(T, XFF), "203.0.113.9", HeaderLines.NONE));
    assertSame(Outcome.UNTRUSTED_PEER, resolve(count(1, XFF), null, HeaderLines.INCOMPLETE));
    Decision explained = Resolver.explain(walk(T, XFF), "10.0.0.1", HeaderLines.INCOMPLETE);
    assertSame(Outcome.INCOMPLETE_HEAD, explained.outcome());
    assertEquals("10.0.0.1", explained.address());
    assertEquals(1, explained.hops().size());
  }

  private static Outcome resolve(Rules rules, String peer, HeaderLines lines) {
    return Resolver.resolve(rules, peer, lines, HopListener.NONE);
  }

  @Test
  void outcomesWithoutAHeaderAreThePeer() {
    for (Outcome outcome : List.of(Outcome.UNTRUSTED_PEER, Outcome.NO_HEADER, Outcome.INCOMPLETE_HEAD)) {
      assertNull(outcome.address());
      assertNull(outcome.header());
      assertEquals(0, outcome.position());
    }
    assertEquals(Reason.UNTRUSTED_PEER, Outcome.UNTRUSTED_PEER.reason());
    assertEquals(Reason.NO_HEADER, Outcome.NO_HEADER.reason());
    assertEquals(Reason.INCOMPLETE_HEAD, Outcome.INCOMPLETE_HEAD.reason());
  }

  @Test
  void whomTheHeaderWouldNameIsNoQuestionOfThePeer() {
    HeaderLines lines = HeaderLines.of(XFF, "6.6.6.6, 198.51.100.1", List.of());
    assertEquals("198.51.100.1", Resolver.resolveTrusted(walk("", XFF), lines, HopListener.NONE).address());
    assertSame(Outcome.NO_HEADER, Resolver.resolveTrusted(walk("", XFF), HeaderLines.NONE, HopListener.NONE));
  }
}
