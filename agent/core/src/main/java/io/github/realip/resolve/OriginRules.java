package io.github.realip.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which facts besides the address are answered, and what they are read from (rules F1 and F7 of docs/semantics.md). */
public final class OriginRules {

  private static final HeaderRule HOST = new HeaderRule("X-Forwarded-Host", HeaderRule.Kind.LIST);
  private static final HeaderRule PORT = new HeaderRule("X-Forwarded-Port", HeaderRule.Kind.LIST);

  private final Set<Fact> facts;
  private final List<HeaderRule> headers = new ArrayList<HeaderRule>();
  private final AllowedHosts allowedHosts;
  private final int securePort;

  /**
   * Makes the rules.
   *
   * @param facts at least one
   * @param protoHeaders names of the headers that may say what the scheme is; the first that is present decides
   * @param allowedHosts the hosts that a proxy may name, or {@code null} for any
   * @param securePort the port that redirects to TLS go to, from 1 to 65535 (rule F11)
   */
  public OriginRules(Set<Fact> facts, List<String> protoHeaders, AllowedHosts allowedHosts, int securePort) {
    this.facts = facts;
    this.allowedHosts = allowedHosts;
    this.securePort = securePort;
    if (facts.contains(Fact.PROTO)) {
      for (String name : protoHeaders) {
        headers.add(new HeaderRule(name, HeaderRule.Kind.LIST));
      }
    }
    if (facts.contains(Fact.HOST)) {
      headers.add(HOST);
    }
    if (facts.contains(Fact.PORT)) {
      headers.add(PORT);
    }
  }

  /** Whether this fact is answered. */
  public boolean has(Fact fact) {
    return facts.contains(fact);
  }

  /** The port that redirects to TLS go to. */
  public int securePort() {
    return securePort;
  }

  boolean allows(String host) {
    return allowedHosts == null || allowedHosts.contains(host);
  }

  /**
   * The header to read after {@code i} others, or {@code null} if that were all.
   *
   * @param i how many were read or, if they need not be, passed over
   */
  HeaderRule header(int i) {
    return i < headers.size() ? headers.get(i) : null;
  }

  /** What a header of these rules is about. */
  static Fact about(HeaderRule header) {
    return header == HOST ? Fact.HOST : header == PORT ? Fact.PORT : Fact.PROTO;
  }
}
