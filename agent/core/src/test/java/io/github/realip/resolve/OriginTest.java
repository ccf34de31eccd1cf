package io.github.realip.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.address.AddressFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules F1 to F9 of docs/semantics.md: the scheme, host and port of the request as the client made it. */
class OriginTest {

  /** The peer that is trusted, another, the client, and who the client says it is. */
  private static final Map<String, String> ADDRESSES =
      Map.of("P", "10.0.0.1", "U", "192.0.2.9", "C", "203.0.113.7", "F", "6.6.6.6");
  private static final Map<String, String> NAMES = Map.of("XFF", "X-Forwarded-For", "XFP", "X-Forwarded-Proto",
      "XFH", "X-Forwarded-Host", "XFPort", "X-Forwarded-Port", "FWD", "Forwarded", "XRI", "X-Real-IP",
      "SSL", "X-Forwarded-Ssl", "FEH", "Front-End-Https");
  private static final Map<String, String> ANSWERS = Map.of("O", "http app.example.com 80",
      "S", "https app.example.com 443", "W", "https www.example.com 443");

  /** What one line of a table sets; the rest is as most lines have it. */
  private static final class Config {
    private final Map<String, String> values = new LinkedHashMap<>();

    Config(String text) {
      for (String each : ("headers=X-Forwarded-For proto=X-Forwarded-Proto facts=proto,host,port own=http"
          + " host=app.example.com allowed= hops=0 " + text).split(" ")) {
        values.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
      }
    }

    String get(String key) {
      return values.get(key);
    }

    List<String> list(String key) {
      return get(key).isEmpty() ? List.of() : List.of(get(key).split(","));
    }

    Rules rules() {
      List<HeaderRule> rules = new ArrayList<>();
      for (String name : list("headers")) {
        rules.add(name.equals("Forwarded") ? Cases.FORWARDED : name.equals("X-Real-IP") ? Cases.REAL_IP : Cases.XFF);
      }
      EnumSet<Fact> wanted = EnumSet.noneOf(Fact.class);
      for (String fact : list("facts")) {
        wanted.add(Fact.valueOf(fact.toUpperCase()));
      }
      AllowedHosts hosts = list("allowed").isEmpty() ? null : new AllowedHosts();
      for (String entry : list("allowed")) {
        assertTrue(hosts.add(entry), entry);
      }
      int hops = Integer.parseInt(get("hops"));
      TrustedProxies trusted = Cases.trust(hops > 0 ? "" : "10.0.0.0/8");
      return Rules.of(trusted, rules, hops, hops == 0, AddressFormat.RFC5952)
          .with(new OriginRules(wanted, list("proto"), hosts, 443));
    }
  }

  /** The request line by line, as {@code P; XFF: C; XFP: https}. */
  private static List<Map.Entry<String, String>> headers(String request) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    String[] parts = request.split(" ?~ ?");
    for (String part : Arrays.asList(parts).subList(1, parts.length)) {
      int colon = part.indexOf(':');
      String name = part.substring(0, colon);
      String value = part.substring(colon + 1).replaceAll("^[ \t]+|[ \t]+$", "");
      for (Map.Entry<String, String> each : ADDRESSES.entrySet()) {
        value = value.replaceAll("(?<![A-Za-z0-9:.])" + each.getKey() + "(?![A-Za-z0-9:.])", each.getValue());
      }
      headers.add(Map.entry(NAMES.get(name), value));
    }
    return headers;
  }

  private static Origin origin(Config config, String request) {
    String peer = ADDRESSES.get(request.split(" ?~ ?")[0]);
    assertNotNull(peer, request);
    Decision decision = Resolver.explain(config.rules(), peer, headers(request));
    return OriginResolver.explain(config.rules(), decision.outcome(), headers(request));
  }

  private static String answer(Config config, String request) {
    Origin origin = origin(config, request);
    Authority own = Authority.parse(config.get("host"));
    int ownPort = own.port() > 0 ? own.port() : config.get("own").equals("https") ? 443 : 80;
    return (origin.scheme() == null ? config.get("own") : origin.scheme()) + ' '
        + (origin.host() == null ? own.host() : origin.host()) + ' ' + origin.port(config.get("own"), ownPort);
  }

  private static void check(String config, String requests, String expected) {
    for (String request : requests.split(" // ")) {
      assertEquals(ANSWERS.getOrDefault(expected, expected), answer(new Config(config == null ? "" : config), request),
          request);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      # config | request, lines between ~ | scheme host port
      | U ~XFF: C ~XFP: https ~XFH: evil.example ~XFPort: 1 | O
      | P ~XFF: C ~XFP: https // P ~XFF: C ~XFP: HTTPS // P ~XFF: C ~XFP: wss | S
      | P ~XFF: C ~XFP: ws // P ~XFF: C ~XFP: javascript // P ~XFF: C ~XFP: // P ~XFF: C ~XFP: https;x | O
      | P ~XFF: C ~XFP: "https" // P ~XFF: C ~XFP: https\u0000 // P ~XFF: C ~XFP: http\u017f | O
      | P ~XFF: C ~XFP: http, https | S
      | P ~XFF: C ~XFP: https, http | O
      | P ~XFF: C, 10.0.0.2 ~XFP: https // P ~XFF: C, 10.0.0.2 ~XFP: https, http | S
      | P ~XFF: F, C, 10.0.0.2 ~XFP: http, https, http | S
      | P ~XFF: C, 10.0.0.3, 10.0.0.2 ~XFP: https, http | O
      | P ~XFF: C, 10.0.0.3, 10.0.0.2 ~XFP: https, HTTPS // P ~XFF: C, 10.0.0.3, 10.0.0.2 ~XFP: wss, https | S
      | P ~XFF: C ~XFP: http ~XFP: https | S
      | P ~XFF: C ~XFP: https, | O
      | P ~XFP: https | S
      | P ~XFF: unknown ~XFP: https // P ~XFF: C, unknown, 10.0.0.2 ~XFP: https, http | S
      | P ~XFF: C ~XFP: https ~XFH: WWW.Example.COM. | W
      | P ~XFF: C ~XFP: https ~XFH: www.example.com:8443 | https www.example.com 8443
      | P ~XFF: C ~XFP: https ~XFH: www.example.com ~XFPort: 8443 | https www.example.com 8443
      | P ~XFF: C ~XFP: https ~XFH: www.example.com ~XFPort: 80 | W
      | P ~XFF: C ~XFP: https ~XFH: www.example.com:9443 ~XFPort: 8443 | https www.example.com 9443
      | P ~XFF: C ~XFH: www.example.com ~XFPort: 443 | http www.example.com 80
      | P ~XFF: C ~XFH: www.example.com ~XFPort: 8081 | http www.example.com 8081
      | P ~XFF: C ~XFH: [2001:DB8:0::1]:8443 | http [2001:db8::1] 8443
      | P ~XFF: C ~XFH: 192.0.2.1 | http 192.0.2.1 80
      | P ~XFF: C ~XFH: a_b.svc | http a_b.svc 80
      | P ~XFF: C ~XFH: evil.example, www.example.com | http www.example.com 80
      | P ~XFF: C, 10.0.0.2 ~XFH: www.example.com, inner.svc | http www.example.com 80
      | P ~XFF: C ~XFH: www.example.com, inner.svc | http inner.svc 80
      | P ~XFF: C, 10.0.0.3, 10.0.0.2 ~XFH: www.example.com, WWW.EXAMPLE.COM. | http www.example.com 80
      | P ~XFF: C, 10.0.0.3, 10.0.0.2 ~XFH: www.example.com, inner.svc | O
      | P ~XFF: C ~XFPort: 65536 // P ~XFF: C ~XFPort: +443 // P ~XFF: C ~XFPort: 443x // P ~XFF: C ~XFPort: 0 | O
      | P ~XFF: C ~XFPort: 8443 | http app.example.com 8443
      | P ~XFF: C ~XFP: https ~XFPort: 8443 | https app.example.com 8443
      | P ~XFF: C ~FWD: for=C;proto=https;host=evil.example | O
      facts=proto | P ~XFF: C ~XFP: https ~XFH: evil.example ~XFPort: 1 | S
      facts=host | P ~XFF: C ~XFP: https ~XFH: www.example.com | http www.example.com 80
      facts=port | P ~XFF: C ~XFP: https ~XFH: www.example.com ~XFPort: 8443 | http app.example.com 8443
      facts=host,port own=https | P ~XFF: C ~XFH: www.example.com ~XFPort: 80 | W
      host=app.example.com:8443 | P ~XFF: C ~XFP: https | https app.example.com 8443
      host=app.example.com:8443 | P ~XFF: C ~XFP: https ~XFH: www.example.com | W
      host=app.example.com:80 | P ~XFF: C ~XFP: https | S
      own=https | P ~XFF: C ~XFP: http | O
      own=https | U ~XFF: C ~XFP: http // P ~XFF: C | S
      own=https host=app.example.com:8443 | P ~XFF: C ~XFP: http | http app.example.com 8443
      """)
  void xForwardedHeaders(String config, String requests, String expected) {
    check(config, requests, expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      P ~SSL: On // P ~FEH: on // P ~SSL: 1 // P ~FEH: TRUE // P ~XFP: https ~SSL: off // P ~FEH: off ~SSL: on | S
      P ~XFP: junk ~SSL: on // P ~XFP: ~SSL: on // P ~SSL: off // P ~SSL: 0 // P ~SSL: false // P ~FEH: yes | O
      """)
  void theFirstProtoHeaderThatIsPresentDecides(String requests, String expected) {
    check("proto=X-Forwarded-Proto,X-Forwarded-Ssl,Front-End-Https", requests, expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      headers=Forwarded | P ~FWD: for=F;proto=http, for=C;proto=https;host=www.example.com ~XFP: http ~XFH: evil | W
      headers=Forwarded | P ~FWD: for=F;by=", for=C;proto=https // P ~FWD: proto=https | S
      headers=Forwarded | P ~FWD: for="[2001:db8::7]:4711";proto=https, for=10.0.0.2;proto=http | S
      headers=Forwarded | P ~FWD: for=C;proto=https ~FWD: for=10.0.0.2;proto=http | S
      headers=Forwarded | P ~FWD: for=unknown;proto=https, for=10.0.0.2;proto=http | S
      headers=Forwarded | P ~FWD: for=C, for=10.0.0.2;proto=https // P ~FWD: for=C;proto=https;proto=http | O
      headers=Forwarded | P ~FWD: for=C;proto=https;host="www.example.com:8443" | https www.example.com 8443
      headers=Forwarded | P ~FWD: for=C;PROTO=HTTPS;Host=WWW.example.com:8443 | https www.example.com 8443
      headers=Forwarded | P ~FWD: for=C;proto="h\\ttps";host="www\\.example.com" | W
      headers=Forwarded | P ~FWD: for=C;proto=https;host="evil.example/path?@x" ~XFPort: 8443 | S
      headers=Forwarded | P ~FWD: for=C ~XFP: https // P ~XFF: C ~XFP: https // P ~FWD: ~XFP: https | O
      headers=Forwarded | U ~FWD: for=C;proto=https | O
      headers=Forwarded,X-Forwarded-For | P ~FWD: for=C;proto=https ~XFF: C ~XFP: http // P ~XFF: C ~XFP: https | S
      headers=Forwarded,X-Forwarded-For | P ~XFP: https | O
      headers=X-Forwarded-For,Forwarded | P ~XFP: https | S
      headers=X-Real-IP | P ~XRI: C ~XFP: https // P ~XRI: C ~XFP: http, https | S
      hops=2 | U ~XFF: F, C, 35.191.0.1 ~XFP: https // U ~XFF: F, C, 35.191.0.1 ~XFP: http, https, http | S
      hops=2 | U ~XFF: C ~XFP: https // U ~XFF: junk, 35.191.0.1 ~XFP: https // U ~XFP: https | O
      hops=2 headers=X-Real-IP | U ~XRI: C ~XFP: https | S
      """)
  void familiesNeverMix(String config, String requests, String expected) {
    check(config, requests, expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example/path?@x", "a b", "u@h", "h%2e", "h;x", "a..b", "", ".", "a.b..", ".a", "h:0",
      "h:99999", "h:", "h:8x", "h:+80", "h:123456", "1.2.3", "a.1", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "[1.2.3.4]",
      "[::1", "::1", "[::1]x", "[::1]:", "[::ffff:1.2.3.4]", "[fe80::1%25eth0]", "unknown", "UNKNOWN", "_gazonk",
      "h'x", "h&x", "h(x", "h\\x", "h\u0000", "\u212ananana", "b\u00fccher.example", "h\t.x", "x:80:80"})
  void whatIsNoHostIsNoValue(String host) {
    assertNull(Authority.parse(host), host);
    Config config = new Config("");
    assertEquals(ANSWERS.get("O"), answer(config, "P ~XFF: C ~XFH: " + host));
    assertEquals(FactReason.UNREADABLE, origin(config, "P ~XFF: C ~XFH: " + host).hostReason());
  }

  @Test
  void aHostHasAtMost253Characters() {
    String longest = "a".repeat(200) + '.' + "b".repeat(52);
    assertEquals(longest, Authority.parse(longest.toUpperCase() + '.').host());
    assertNull(Authority.parse('a' + longest));
  }

  @ParameterizedTest
  @CsvSource({"www.example.com, true", "WWW.EXAMPLE.COM.:8443, true", "example.com, true", "a.example.org, true",
    "a.b.example.org, true", "example.org, false", "xexample.org, false", "evil.example, false", "[2001:db8::1], true",
    "[2001:db8::2], false"})
  void onlyAllowedHostsCount(String host, boolean allowed) {
    Config config = new Config("allowed=WWW.example.com,example.com.,*.Example.ORG,[2001:DB8::1]");
    Origin origin = origin(config, "P ~XFF: C ~XFP: https ~XFH: " + host);
    assertEquals(allowed ? FactReason.VERIFIED : FactReason.NOT_ALLOWED, origin.hostReason());
    assertEquals(allowed, origin.host() != null);
    assertEquals("https", origin.scheme());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "*.", "a b", "www.example.com:443", "*.[::1]", "https://www.example.com", "*x.org"})
  void whatIsNoAllowedHost(String entry) {
    assertTrue(!new AllowedHosts().add(entry), entry);
  }

  @Test
  void eachFactTellsItsReason() {
    Map<String, String> reasons = new LinkedHashMap<>();
    reasons.put("U ~XFF: C ~XFP: https", "NO_VERIFIED_HOP NO_VERIFIED_HOP NO_VERIFIED_HOP");
    reasons.put("P ~XFF: C", "ABSENT ABSENT ABSENT");
    reasons.put("P ~XFF: C ~XFP: https", "VERIFIED ABSENT OF_SCHEME");
    reasons.put("P ~XFF: C ~XFP: junk ~XFPort: x", "UNREADABLE ABSENT UNREADABLE");
    reasons.put("P ~XFF: C, 10.0.0.3, 10.0.0.2 ~XFP: https, http", "AMBIGUOUS ABSENT ABSENT");
    reasons.put("P ~XFF: C ~XFH: www.example.com:81", "ABSENT VERIFIED OF_HOST");
    reasons.put("P ~XFF: C ~XFPort: 81", "ABSENT ABSENT VERIFIED");
    for (Map.Entry<String, String> each : reasons.entrySet()) {
      Origin origin = origin(new Config(""), each.getKey());
      assertEquals(each.getValue(), origin.schemeReason() + " " + origin.hostReason() + ' '
          + origin.portReason("http", 80), each.getKey());
    }
    assertEquals(FactReason.OF_REQUEST, origin(new Config(""), "P ~XFF: C ~XFP: https").portReason("http", 8443));
    Origin proto = origin(new Config("facts=proto"), "U ~XFP: https ~XFH: x ~XFPort: 81");
    assertEquals(FactReason.NO_VERIFIED_HOP, proto.schemeReason());
    assertEquals(FactReason.NOT_REWRITTEN, proto.hostReason());
    assertEquals(FactReason.NOT_REWRITTEN, proto.portReason("http", 80));
  }

  /** Whatever a client sends: the answer is from a closed set, and what stands left of the client's element is moot. */
  @Test
  void noClientWritesTheAnswer() {
    Random random = new Random(16);
    String alphabet = "aZ09.-_:[]@/?#%\\\"';&=(), \t\u0000\u00e9*";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder junk = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        junk.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Config config = new Config("");
      Origin one = origin(config, "P ~XFF: C ~XFP: " + junk + " ~XFH: " + junk + " ~XFPort: " + junk);
      assertTrue(one.scheme() == null || one.scheme().matches("https?"), junk::toString);
      assertTrue(one.host() == null || one.host().matches("[a-z0-9._-]+|\\[[0-9a-f:]+\\]"), junk::toString);
      assertTrue(one.port("http", 80) >= 1 && one.port("http", 80) <= 65535, junk::toString);
      String before = junk.append(',').toString();
      String request = "P ~XFF: " + before + "C, 10.0.0.2 ~XFP: " + before + "https, http ~XFH: " + before
          + "www.example.com, inner.svc ~XFPort: " + before + "8443, 8080";
      assertEquals("https www.example.com 8443", answer(config, request), request);
    }
  }
}
