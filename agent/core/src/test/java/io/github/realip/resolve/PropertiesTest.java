package io.github.realip.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.address.AddressFormat;
import io.github.realip.address.IpLiteral;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds for any rules, any peer and any header text. */
class PropertiesTest {

  private static final int TRIES = 20_000;
  private static final List<String> NETWORKS = List.of("10.0.0.0/8", "10.0.0.2", "192.0.2.0/24", "0.0.0.0/0", "::/0",
      "2001:db8::/32", "::1", "unix:", "!10.0.0.3", "100.64.0.0/10");

  /** Rules and the text of their trusted list. */
  record Setting(Rules rules, List<String> trusted) {
    @Override
    public String toString() {
      return rules.header(0) + " " + rules.trustedHops() + " " + rules.format() + " " + trusted;
    }
  }

  private static Rules rules(List<String> trusted, HeaderRule header, int hops, boolean listGiven,
      AddressFormat format) {
    return Rules.of(Cases.trust(String.join(" ", trusted)), List.of(header), hops, listGiven, format);
  }

  @Provide
  Arbitrary<Setting> settings() {
    return Combinators.combine(
        Arbitraries.of(NETWORKS).list().uniqueElements().ofMaxSize(4),
        Arbitraries.of(Cases.XFF, Cases.FORWARDED, Cases.REAL_IP, Cases.VIEWER),
        Arbitraries.of(0, 0, 0, 1, 2, 3), Arbitraries.of(true, false), Arbitraries.of(AddressFormat.values()))
        .as((trusted, header, hops, listGiven, format) ->
            new Setting(rules(trusted, header, hops, listGiven, format), trusted));
  }

  @Provide
  Arbitrary<Setting> walks() {
    return settings().filter(each ->
        each.rules().trustedHops() == 0 && each.rules().header(0).kind() != HeaderRule.Kind.SINGLE);
  }

  @Provide
  Arbitrary<String> peers() {
    return Arbitraries.frequencyOf(
        Tuple.of(8, Arbitraries.of("10.0.0.1", "10.0.0.3", "192.0.2.1", "203.0.113.9", "::1",
            "0:0:0:0:0:0:0:1", "[::1]", "fe80::1%eth0", "2001:db8::1", "", "unix:x", "0.0.0.0", "localhost")),
        Tuple.of(1, Arbitraries.strings().ofMaxLength(12)));
  }

  /** Header text: addresses and near misses in the grammar's company, or anything at all. */
  @Provide
  Arbitrary<String> lines() {
    Arbitrary<String> piece = Arbitraries.of("10.0.0.2", "10.0.0.3", "10.0.0.2, ", "192.0.2.7", "203.0.113.7",
        "198.51.100.66", "2001:db8::7", "2001:DB8:0:0::7", "::ffff:10.0.0.2", "[2001:db8::7]:80", "0.0.0.0", "::",
        "10.0.0.2:80", "unknown", "_x", "for=", "For=", "for=10.0.0.2", "for=203.0.113.7", "for=10.0.0.2, ", "for=\"",
        "by=", ";", ";", "=", "\"", "\"", "\\", ",", ",", ", ", ", ", " ", "\t", "%eth0", "\0", "\u00a0",
        ".", ":", "1");
    return Arbitraries.frequencyOf(
        Tuple.of(6, piece.list().ofMaxSize(12).map(pieces -> String.join("", pieces))),
        Tuple.of(1, Arbitraries.strings().ofMaxLength(40)));
  }

  @Provide
  Arbitrary<List<String>> requests() {
    return lines().list().ofMaxSize(3);
  }

  @Property(tries = TRIES)
  void theAnswerIsThePeerOrACanonicalLiteral(@ForAll("settings") Setting setting, @ForAll("peers") String peer,
      @ForAll("requests") List<String> lines) {
    String answer = Cases.resolve(setting.rules(), peer, lines).address();
    if (answer != null) {
      String reread = IpLiteral.parse(answer, 0, answer.length(), setting.rules().format());
      assertEquals(reread, answer);
      assertTrue(Resolver.isTrusted(setting.rules(), peer));
    }
  }

  @Property(tries = TRIES)
  void aSecondPassChangesNothing(@ForAll("settings") Setting setting, @ForAll("peers") String peer,
      @ForAll("requests") List<String> lines) {
    String once = Cases.answer(setting.rules(), peer, lines);
    assertEquals(once, Cases.answer(setting.rules(), once, lines));
  }

  @Property(tries = TRIES)
  void explainingTellsTheSame(@ForAll("settings") Setting setting, @ForAll("peers") String peer,
      @ForAll("requests") List<String> lines) {
    Decision decision = Cases.explain(setting.rules(), peer, lines);
    assertEquals(Cases.answer(setting.rules(), peer, lines), decision.address());
    assertEquals(peer, decision.hops().get(0).text());
    int position = decision.outcome().position();
    if (position > 0) {
      assertEquals(decision.address(), decision.hops().get(position).address());
    } else {
      assertEquals(peer, decision.address());
    }
    if (decision.reason() == Reason.FIRST_UNTRUSTED_HOP || decision.reason() == Reason.ALL_TRUSTED) {
      assertEquals(decision.hops().get(decision.hops().size() - 1).address(), decision.address());
    }
  }

  /** Whatever a client adds on the left, in the same line or in lines before, the answer is the same. */
  @Property(tries = TRIES)
  void theLeftSideIsWithoutEffect(@ForAll("walks") Setting setting, @ForAll("lines") String anything,
      @ForAll("lines") String moreOfIt, @ForAll("lines") String line) {
    Rules rules = setting.rules();
    Decision decision = Cases.explain(rules, "10.0.0.1", List.of(line));
    boolean openToTheLeft = decision.reason() == Reason.ALL_TRUSTED;
    if (decision.hops().size() > 1 && !openToTheLeft) {
      String answer = decision.address();
      assertEquals(answer, Cases.answer(rules, "10.0.0.1", List.of(anything, moreOfIt, line)));
      boolean list = rules.header(0).kind() == HeaderRule.Kind.LIST; // a list has no quotes to leave open
      if (list || decision.reason() == Reason.FIRST_UNTRUSTED_HOP) {
        assertEquals(answer, Cases.answer(rules, "10.0.0.1", List.of(anything + ',' + line)));
      }
    }
  }

  /** The lines of a list are one list. */
  @Property(tries = TRIES)
  void linesAreAsGoodAsCommas(@ForAll("settings") Setting setting, @ForAll("peers") String peer,
      @ForAll("requests") List<String> lines) {
    if (setting.rules().header(0).kind() == HeaderRule.Kind.LIST && !lines.isEmpty()) {
      assertEquals(Cases.answer(setting.rules(), peer, lines),
          Cases.answer(setting.rules(), peer, List.of(String.join(",", lines))));
    }
  }

  /** Without an entry no more peers are trusted, and the walk ends at the same hop or nearer. */
  @Property(tries = TRIES)
  void trustNeverWidensWhenAnEntryIsRemoved(@ForAll("walks") Setting setting, @ForAll("peers") String peer,
      @ForAll("requests") List<String> lines) {
    Decision larger = Cases.explain(setting.rules(), peer, lines);
    for (String entry : setting.trusted()) {
      if (!entry.startsWith("!")) {
        List<String> fewer = new ArrayList<>(setting.trusted());
        fewer.remove(entry);
        Rules rules = rules(fewer, setting.rules().header(0), 0, true, setting.rules().format());
        Decision smaller = Cases.explain(rules, peer, lines);
        assertTrue(!Resolver.isTrusted(rules, peer) || Resolver.isTrusted(setting.rules(), peer));
        assertTrue(smaller.hops().size() <= larger.hops().size(), smaller + " although " + larger);
      }
    }
  }
}
