package io.github.realip.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.address.AddressFormat;
import io.github.realip.address.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Short spellings for tables of cases. */
final class Cases {

  static final HeaderRule XFF = new HeaderRule("X-Forwarded-For", HeaderRule.Kind.LIST);
  static final HeaderRule FORWARDED = new HeaderRule("Forwarded", HeaderRule.Kind.FORWARDED);
  static final HeaderRule REAL_IP = new HeaderRule("X-Real-IP", HeaderRule.Kind.SINGLE);
  static final HeaderRule VIEWER = new HeaderRule("CloudFront-Viewer-Address", HeaderRule.Kind.SINGLE);

  private Cases() {
  }

  /** A trusted list: networks, {@code unix:} and {@code !address} for an exclusion, separated by blanks. */
  static TrustedProxies trust(String list) {
    TrustedProxies.Builder builder = TrustedProxies.builder();
    for (String each : list.split(" ")) {
      if (each.equals("unix:")) {
        builder.trustUnixPeers(each);
      } else if (each.startsWith("!")) {
        builder.exclude(cidr(each.substring(1)));
      } else if (!each.isEmpty()) {
        builder.trust(cidr(each), each);
      }
    }
    return builder.build();
  }

  static Cidr cidr(String text) {
    Cidr cidr = Cidr.parse(text);
    assertNotNull(cidr, text);
    return cidr;
  }

  static Rules walk(String trusted, HeaderRule... headers) {
    return Rules.of(trust(trusted), List.of(headers), 0, true, AddressFormat.RFC5952);
  }

  static Rules count(int hops, HeaderRule... headers) {
    return Rules.of(TrustedProxies.NOBODY, List.of(headers), hops, false, AddressFormat.RFC5952);
  }

  static Rules count(int hops, String trusted, HeaderRule... headers) {
    return Rules.of(trust(trusted), List.of(headers), hops, true, AddressFormat.RFC5952);
  }

  /** The outcome of a request whose lines of the first header are these. */
  static Outcome resolve(Rules rules, String peer, List<String> lines) {
    HeaderLines head = lines.isEmpty() ? HeaderLines.NONE : HeaderLines.of(rules.header(0), lines);
    return Resolver.resolve(rules, peer, head, HopListener.NONE);
  }

  /** The address that the application gets. */
  static String answer(Rules rules, String peer, List<String> lines) {
    String client = resolve(rules, peer, lines).address();
    return client == null ? peer : client;
  }

  static Decision explain(Rules rules, String peer, List<String> lines) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (String line : lines) {
      headers.add(Map.entry(rules.header(0).name(), line));
    }
    return Resolver.explain(rules, peer, headers);
  }

  /**
   * Checks one case, both as a request and explained.
   *
   * @param lines the lines of the first header, separated by {@code //}; {@code null} for no header
   * @param answer an address, or {@code PEER} for the peer
   */
  static void check(Rules rules, String peer, String lines, String answer, Reason reason) {
    List<String> list = lines == null ? List.of() : List.of(lines.split(" // ", -1));
    Decision decision = explain(rules, peer, list);
    Outcome direct = resolve(rules, peer, list);
    if ("PEER".equals(answer)) {
      assertNull(direct.address(), direct.toString());
      assertEquals(0, direct.position(), direct.toString());
      assertSame(peer, decision.address(), decision.toString());
    } else {
      assertEquals(answer, direct.address(), direct.toString());
      assertTrue(direct.position() > 0, direct.toString());
      assertEquals(answer, decision.address(), decision.toString());
    }
    assertEquals(reason, direct.reason(), direct.toString());
    assertEquals(direct.toString(), decision.outcome().toString());
  }
}
