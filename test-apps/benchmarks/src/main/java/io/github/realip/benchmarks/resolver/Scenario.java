package io.github.realip.benchmarks.resolver;

import io.github.realip.address.AddressFormat;
import io.github.realip.address.Cidr;
import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.HeaderRule.Kind;
import io.github.realip.resolve.Rules;
import io.github.realip.resolve.TrustedProxies;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A request and the rules it is judged by. */
public enum Scenario {
  /** Nobody whom we know. */
  UNTRUSTED_PEER("untrusted peer, header forged", "198.51.100.9", "203.0.113.7", few(), Kind.LIST, 0, "198.51.100.9"),
  /** A proxy that adds no header. */
  NO_HEADER("trusted peer without header", "10.0.0.1", null, few(), Kind.LIST, 0, "10.0.0.1"),
  /** Ingress only. */
  ONE_HOP("one hop", "10.0.0.1", "203.0.113.7", few(), Kind.LIST, 0, "203.0.113.7"),
  /** What most clusters have. */
  TWO_HOPS("load balancer and ingress", "10.0.0.1", "203.0.113.7, 10.0.0.2", few(), Kind.LIST, 0, "203.0.113.7"),
  /** The longest chain that anybody has. */
  TEN_HOPS("ten trusted hops", "10.0.0.1", "203.0.113.7" + ", 10.0.0.2".repeat(10), few(), Kind.LIST, 0,
      "203.0.113.7"),
  /** As {@link #TWO_HOPS}, in IPv6. */
  IPV6("two hops, IPv6", "2001:db8:1::1", "2001:db8:9::7, 2001:db8:1::2", few(), Kind.LIST, 0, "2001:db8:9::7"),
  /** As {@link #TWO_HOPS}, by RFC 7239. */
  FORWARDED("two hops, Forwarded", "10.0.0.1", "for=203.0.113.7;proto=https, for=10.0.0.2;proto=http", few(),
      Kind.FORWARDED, 0, "203.0.113.7"),
  /** By number instead of address. */
  HOP_COUNT("two hops, counted", "10.0.0.1", "203.0.113.7, 10.0.0.2", few(), Kind.LIST, 2, "203.0.113.7"),
  /** What a client forges left of the truth. */
  FORGED_64K("two hops behind 64 KB of forgery", "10.0.0.1", "198.51.100.66, ".repeat(4370) + "203.0.113.7, 10.0.0.2",
      few(), Kind.LIST, 0, "203.0.113.7"),
  /** One network. */
  CIDRS_1("two hops, 1 network", "10.0.0.1", "203.0.113.7, 10.0.0.2", "10.0.0.0/8", Kind.LIST, 0, "203.0.113.7"),
  /** A platform's. */
  CIDRS_100("two hops, 100 networks", "10.0.0.1", "203.0.113.7, 10.0.0.2", many(100), Kind.LIST, 0, "203.0.113.7"),
  /** Far more than anybody's. */
  CIDRS_10000("two hops, 10,000 networks", "10.0.0.1", "203.0.113.7, 10.0.0.2", many(10_000), Kind.LIST, 0,
      "203.0.113.7"),
  /** The size of Cloudflare's lists: 15 and 7 networks. */
  CLOUDFLARE("two hops, Cloudflare's 22 networks", "173.245.48.5", "203.0.113.7, 173.245.48.6", cloudflare(), Kind.LIST,
      0, "203.0.113.7");

  private final String title;
  private final String peer;
  private final String line;
  private final String trusted;
  private final Kind kind;
  private final int hops;
  private final String answer;

  Scenario(String title, String peer, String line, String trusted, Kind kind, int hops, String answer) {
    this.title = title;
    this.peer = peer;
    this.line = line;
    this.trusted = trusted;
    this.kind = kind;
    this.hops = hops;
    this.answer = answer;
  }

  private static String few() {
    return "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 2001:db8:1::/48";
  }

  /** Networks with gaps between them, so that none of them can be joined to the next. */
  private static String many(int count) {
    return "10.0.0.0/8 " + String.join(" ", IntStream.range(0, count - 1)
        .mapToObj(i -> (20 + i / 5000) + "." + i / 20 % 250 + "." + i % 20 * 12 + ".0/24").toList());
  }

  private static String cloudflare() {
    return "173.245.48.0/20 103.21.244.0/22 103.22.200.0/22 103.31.4.0/22 141.101.64.0/18 108.162.192.0/18"
        + " 190.93.240.0/20 188.114.96.0/20 197.234.240.0/22 198.41.128.0/17 162.158.0.0/15 104.16.0.0/13"
        + " 104.24.0.0/14 172.64.0.0/13 131.0.72.0/22 2400:cb00::/32 2606:4700::/32 2803:f800::/32 2405:b500::/32"
        + " 2405:8100::/32 2a06:98c0::/29 2c0f:f248::/32";
  }

  String title() {
    return title;
  }

  String peer() {
    return peer;
  }

  String line() {
    return line;
  }

  String answer() {
    return answer;
  }

  Rules rules() {
    TrustedProxies.Builder builder = TrustedProxies.builder();
    Stream.of(trusted.split(" ")).forEach(network -> builder.trust(Cidr.parse(network), network));
    String header = kind == Kind.FORWARDED ? "Forwarded" : "X-Forwarded-For";
    return Rules.of(builder.build(), List.of(new HeaderRule(header, kind)), hops, true, AddressFormat.RFC5952);
  }
}
