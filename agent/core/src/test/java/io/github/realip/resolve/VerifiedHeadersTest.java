package io.github.realip.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.address.AddressFormat;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules H2 to H7 of docs/semantics.md: what headers that name a client read as. */
class VerifiedHeadersTest {

  /** The peer that is trusted, another, the client, and who the client says it is. */
  private static final Map<String, String> ADDRESSES =
      Map.of("P", "10.0.0.1", "U", "192.0.2.9", "C", "203.0.113.7", "F", "6.6.6.6", "EMPTY", "");
  private static final Map<String, String> NAMES = Map.of("XFF", "X-Forwarded-For", "xff", "x-forwarded-FOR",
      "FWD", "Forwarded", "XRI", "X-Real-IP", "PCI", "Proxy-Client-IP", "WL", "WL-Proxy-Client-IP",
      "HCI", "HTTP_CLIENT_IP", "HXFF", "HTTP_X_FORWARDED_FOR", "CF", "CF-Connecting-IP",
      "XOFF", "X-Original-Forwarded-For");

  private static Rules rules(String config) {
    List<HeaderRule> headers = new ArrayList<>();
    int hops = 0;
    for (String each : config == null ? new String[0] : config.split("[ ,]")) {
      hops = each.startsWith("hops=") ? Integer.parseInt(each.substring(5)) : hops;
      if (!each.startsWith("hops=")) {
        headers.add(each.equals("Forwarded") ? Cases.FORWARDED : each.equals("X-Real-IP") ? Cases.REAL_IP : Cases.XFF);
      }
    }
    HeaderRule[] all = headers.isEmpty() ? new HeaderRule[] {Cases.XFF} : headers.toArray(new HeaderRule[0]);
    return hops > 0 ? Cases.count(hops, all) : Cases.walk("10.0.0.0/8", all);
  }

  private static String addresses(String text) {
    String replaced = text;
    for (Map.Entry<String, String> each : ADDRESSES.entrySet()) {
      replaced = replaced.replaceAll("(?<![A-Za-z0-9:.])" + each.getKey() + "(?![A-Za-z0-9:.])", each.getValue());
    }
    return replaced;
  }

  private static List<Map.Entry<String, String>> headers(String request) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    String[] parts = request.split(" ?~ ?");
    for (int i = 1; i < parts.length; i++) {
      int colon = parts[i].indexOf(':');
      String name = parts[i].substring(0, colon);
      headers.add(Map.entry(NAMES.getOrDefault(name, name),
          addresses(parts[i].substring(colon + 1).replaceAll("^[ \t]+|[ \t]+$", ""))));
    }
    return headers;
  }

  private static VerifiedHeaders verified(Rules rules, boolean chain, String request) {
    String first = request.split(" ?~ ?")[0];
    String peer = ADDRESSES.getOrDefault(first, first);
    Outcome outcome = Resolver.explain(rules, peer, headers(request)).outcome();
    Rules watching = rules.with(new ClientHeaders(List.of(), chain, false));
    return VerifiedHeaders.explain(watching, outcome, peer, headers(request));
  }

  private static String forwarded(String address) {
    return address == null ? null : address.contains(":") ? "for=\"[" + address + "]\"" : "for=" + address;
  }

  /** Each header of the request has the one line; it is the address that {@code getRemoteAddr()} has. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      # config | peer ~ lines, requests between // | getRemoteAddr(), - for the peer's own | as a chain, if it differs
      | U ~XFF: F ~XRI: F ~FWD: for=F // U ~PCI: F ~WL: F ~x-client-ip: F // U // P ~Host: x | - |
      | P ~XFF: C // P ~xff: C // P ~XFF: F, C // P ~XFF: F ~XFF: C // P ~XFF: 203.0.113.7:4711 | C |
      | P ~XFF: unknown, C | C |
      | P ~XFF: ::ffff:203.0.113.7 // P ~XFF: ~XFF: C // ::ffff:10.0.0.1 ~XFF: F, C // [::ffff:a00:1] ~XFF: C | C |
      | P ~XFF: F, C, 10.0.0.2 // P ~XFF: C ~XFF: 10.0.0.2 // P ~XFF: C, 10.0.0.2:443 | C | C, 10.0.0.2
      | P ~xff: F, C,10.0.0.3 , 10.0.0.2 | C | C, 10.0.0.3, 10.0.0.2
      | P ~XFF: 2001:DB8::7 | 2001:db8::7 |
      | P ~XFF: [2001:db8:0:0::7]:443, 10.0.0.2 | 2001:db8::7 | 2001:db8::7, 10.0.0.2
      | P ~XFF: unknown // P ~XFF: C, unknown // P ~XFF: junk // P ~XFF: http://C // P ~XFF: localhost | - |
      | P ~XFF: C, unknown, 10.0.0.2 // P ~XFF: F,, 10.0.0.2 // P ~XFF: 0.0.0.0, 10.0.0.2 | 10.0.0.2 |
      | P ~XFF: // P ~XFF: F,  // P ~XFF: C, // P ~XFF: C ~XFF: | - |
      | P ~XFF: 010.0.0.1 // P ~XFF: C\u00a0 // P ~XFF: fe80::1%eth0 // P ~XFF: C, [10.0.0.2] | - |
      | P ~XFF: 10.0.0.3, 10.0.0.2 | 10.0.0.3 | 10.0.0.3, 10.0.0.2
      | P ~XFF: 10.0.0.1 // [::ffff:10.0.0.1] ~XFF: 10.0.0.1 // P ~XFF: ::ffff:10.0.0.1 ~XRI: F | - |
      | P ~XFF: C ~XRI: C // P ~XFF: C ~XRI: F // P ~XFF: C ~XRI: F ~XRI: 7.7.7.7 | C |
      | P ~XRI: F // P ~PCI: F ~WL: F ~HCI: F | - |
      | P ~XFF: C ~PCI: F ~WL: unknown ~HCI: F // P ~XFF: C ~HXFF: F ~X_Forwarded_For: F | C |
      | P ~XFF: C ~CF: F // P ~XFF: C ~REMOTE_ADDR: F // P ~XFF: C ~XOFF: F, 1.1.1.1 | C |
      | P ~XFF: C ~FWD: for=F;proto=https;host=evil | C |
      | P ~XFF: 2001:db8::7 ~FWD: for=F | 2001:db8::7 |
      | P ~XFF: 127.0.0.1 | 127.0.0.1 |
      | P ~XFF: 192.168.1.5, 10.0.0.2 | 192.168.1.5 | 192.168.1.5, 10.0.0.2
      | EMPTY ~XFF: F, C // unix: ~XFF: F, C | - |
      X-Real-IP | P ~XRI: C ~XFF: F, C // P ~XRI: C ~XRI: C | C |
      X-Real-IP | P ~XRI: C ~XRI: F ~XFF: F // P ~XFF: F // U ~XRI: F | - |
      X-Real-IP,X-Forwarded-For | P ~XFF: F | F |
      X-Real-IP,X-Forwarded-For | P ~XRI: C ~XFF: F, 10.0.0.2 | C |
      Forwarded | P ~FWD: for=F, for=C;proto=https;host=www ~XFF: F // P ~FWD: for=F;by=", for=C | C |
      Forwarded | P ~FWD: for="[2001:db8::7]:4711", for=10.0.0.2 | 2001:db8::7 |
      Forwarded | P ~FWD: proto=https // P ~XFF: F | - |
      hops=2 | U ~XFF: F, C, 35.191.0.1 // U ~XFF: C, 35.191.0.1 ~XRI: F // U ~XFF: C, junk | C |
      hops=2 | U ~XFF: C // U ~XFF: junk, 35.191.0.1 | - |
      """)
  void everyHeaderThatNamesAClientReadsAsTheClient(String config, String requests, String expected, String chain) {
    for (String request : requests.split(" // ")) {
      Rules rules = rules(config);
      String first = request.split(" ?~ ?")[0];
      String peer = ADDRESSES.getOrDefault(first, first);
      String wanted = expected.equals("-") ? null : addresses(expected);
      Decision decision = Resolver.explain(rules, peer, headers(request));
      if (wanted != null) {
        assertEquals(wanted, decision.address(), request);
      }
      String chained = chain == null ? wanted : addresses(chain);
      String deciding = decision.header() == null ? "" : decision.header().name();
      VerifiedHeaders client = verified(rules, false, request);
      VerifiedHeaders hops = verified(rules, true, request);
      for (Map.Entry<String, String> each : headers(request)) {
        String name = each.getKey();
        if (!new ClientHeaders(List.of(), false, false).contains(name)) {
          continue;
        }
        boolean forwarded = name.equals("Forwarded");
        assertEquals(forwarded ? forwarded(wanted) : wanted, client.line(name), name + " in " + request);
        boolean decides = name.equalsIgnoreCase(deciding);
        assertEquals(forwarded ? forwarded(wanted) : decides ? chained : wanted, hops.line(name),
            name + " as a chain in " + request);
      }
      assertEquals(wanted == null, client.areAbsent(), request);
    }
  }

  @Test
  void aClientThatIsThePeerIsAsGoodAsNone() {
    Rules rules = rules(null).with(new ClientHeaders(List.of(), false, false));
    for (String peer : List.of("10.0.0.1", "::ffff:10.0.0.1", "[::ffff:a00:1]")) {
      HeaderLines own = HeaderLines.of(Cases.XFF, List.of("10.0.0.1"));
      HeaderLines other = HeaderLines.of(Cases.XFF, List.of("10.0.0.2"));
      assertTrue(VerifiedHeaders.of(rules, outcome(rules, own), peer, own, null).areAbsent());
      assertEquals("10.0.0.2",
          VerifiedHeaders.of(rules, outcome(rules, other), peer, other, null).line("x-real-ip"));
    }
    HeaderLines own = HeaderLines.of(Cases.XFF, List.of("10.0.0.1"));
    assertFalse(VerifiedHeaders.of(rules, outcome(rules, own), "", own, null).areAbsent());
  }

  private static Outcome outcome(Rules rules, HeaderLines lines) {
    return Resolver.resolveTrusted(rules, lines, HopListener.NONE);
  }

  @Test
  void anotherFormOfIpv6IsInTheHeadersToo() {
    Rules rules = Rules.of(Cases.trust("10.0.0.0/8 2001:db8:2::/48"), List.of(Cases.XFF), 0, true, AddressFormat.JAVA);
    String request = "P ~XFF: 2001:db8::7, 2001:db8:2::1 ~FWD: for=F";
    assertEquals("2001:db8:0:0:0:0:0:7", verified(rules, false, request).line("x-forwarded-for"));
    assertEquals("2001:db8:0:0:0:0:0:7, 2001:db8:2:0:0:0:0:1", verified(rules, true, request).line("X-Forwarded-For"));
    assertEquals("for=\"[2001:db8:0:0:0:0:0:7]\"", verified(rules, true, request).line("FORWARDED"));
    assertTrue(verified(rules, false, "2001:db8:2::1 ~XFF: 2001:db8:2:0::1").areAbsent());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      P ~XFF: C ~XFP: https ~XFH: www.example.com ~FWD: for=F | for=C;proto=https;host=www.example.com
      P ~XFF: C ~XFP: https ~XFH: www.example.com:8443 ~FWD: | for=C;proto=https;host="www.example.com:8443"
      P ~XFF: 2001:db8::7 ~XFH: [2001:db8::1] ~FWD: for=F | for="[2001:db8::7]";host="[2001:db8::1]"
      P ~XFF: C ~XFP: junk ~XFH: a/b ~FWD: proto=https;host=evil | for=C
      """)
  void forwardedHasTheSchemeAndTheHostThatAreVerified(String request, String expected) {
    Rules rules = rules(null).with(
        new OriginRules(EnumSet.of(Fact.PROTO, Fact.HOST), List.of("XFP"), null, 443));
    VerifiedHeaders verified = verified(rules, false, request.replace("XFH", "X-Forwarded-Host"));
    assertEquals(addresses(expected), verified.line("Forwarded"));
  }

  @Test
  void aHeaderOfTheSyntaxOfForwardedReadsLikeIt() {
    HeaderRule own = new HeaderRule("X-Our-Forwarded", HeaderRule.Kind.FORWARDED);
    VerifiedHeaders verified = verified(Cases.walk("10.0.0.0/8", own), false, "P ~X-Our-Forwarded: for=C ~FWD: for=F");
    assertEquals("for=203.0.113.7", verified.line("x-our-forwarded"));
    assertEquals("for=203.0.113.7", verified.line("forwarded"));
    assertEquals("203.0.113.7", verified.line("x-forwarded-for"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "x_forwarded_for", "X-FORWARDED_for", "HTTP_X_FORWARDED_FOR", "forwarded",
      "WL-Proxy-Client-IP", "wl_proxy-client_ip", "REMOTE_ADDR", "Remote-Host", "http_via", "X-Cloud-IP", "X-My-Client",
      "x_my_client", "Cf-Connecting-Ip", "X-Ends-", "x_ends_"})
  void namesAreWatchedInEverySpelling(String name) {
    assertTrue(new ClientHeaders(List.of("X-My_Client", "X-Real-IP", "X-Ends-"), false, false).contains(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Via", "Host", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-By", "X-Request-ID",
      "User-Agent", "X-Forwarded-Fo", "XX-Forwarded-For", "X-Forwarded-For ", "\u212a-cloud-ip", "X-Forwarded\u2010For",
      "X-My-Client", "a-name-that-is-longer-than-any-of-those-that-are-watched"})
  void otherNamesAreNot(String name) {
    assertFalse(new ClientHeaders(List.of(), false, false).contains(name));
    assertFalse(new ClientHeaders(List.of(), false, false).contains(null));
  }

  @Test
  void hiddenHeadersAreAbsentWhateverIsVerified() {
    Rules rules = rules(null);
    Outcome outcome = Resolver.explain(rules, "10.0.0.1", headers("P ~XFF: C")).outcome();
    assertNull(VerifiedHeaders.explain(rules.with(new ClientHeaders(List.of(), true, true)), outcome,
        "10.0.0.1", headers("P ~XFF: C")).line("X-Forwarded-For"));
    assertNull(VerifiedHeaders.NONE.line("Forwarded"));
  }

  /** Whatever a client sends, what an application reads is one address, or verified ones, in canonical form. */
  @Test
  void noClientWritesALine() {
    Random random = new Random(17);
    String alphabet = "aFC019.:[]%\\\"';=, \t\u0000\u00e9*_for";
    for (int i = 0; i < 1000; i++) {
      StringBuilder junk = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        junk.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      for (String config : new String[] {null, "Forwarded", "X-Real-IP", "hops=2"}) {
        String request = "P ~XFF: " + junk + " ~FWD: " + junk + " ~XRI: " + junk;
        VerifiedHeaders verified = verified(rules(config), true, request);
        for (String name : List.of("X-Forwarded-For", "X-Real-IP")) {
          String line = verified.line(name);
          assertTrue(line == null || line.matches("[0-9a-f.:]+(, [0-9a-f.:]+)*"), junk::toString);
        }
        String line = verified.line("Forwarded");
        assertTrue(line == null || line.matches("for=([0-9.]+|\"\\[[0-9a-f.:]+\\]\")"), junk::toString);
        String before = "P ~XFF: " + junk + ", C, 10.0.0.2 ~FWD: " + junk;
        assertEquals(config == null ? "203.0.113.7, 10.0.0.2" : verified(rules(config), true, before).line("XFF"),
            verified(rules(config), true, before).line(config == null ? "X-Forwarded-For" : "XFF"), before);
      }
    }
  }
}
