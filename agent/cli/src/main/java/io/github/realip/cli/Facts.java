package io.github.realip.cli;

import io.github.realip.config.Printable;
import io.github.realip.resolve.Authority;
import io.github.realip.resolve.ClientHeaders;
import io.github.realip.resolve.FactReason;
import io.github.realip.resolve.Origin;
import io.github.realip.resolve.OriginResolver;
import io.github.realip.resolve.Outcome;
import io.github.realip.resolve.Rules;
import io.github.realip.resolve.VerifiedHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is rewritten of one request besides the address. Scheme, host and port: for each its value, or {@code null} for
 * the container's own, and why; its own scheme is taken for http and its own port for that of the request's header
 * {@code Host}. Headers that name a client: for each that was sent what it reads as, {@code null} if it is absent.
 */
final class Facts {

  private static final String OWN_SCHEME = "http";
  private static final int OWN_PORT = 80;

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, FactReason> reasons = new LinkedHashMap<>();
  private Map<String, String> headers;

  /**
   * Finds out; there is nothing if only the address is rewritten.
   *
   * @param outcome how the address was decided
   * @param peer what the container calls the peer
   * @param headers the request's
   */
  static Facts of(Rules rules, Outcome outcome, String peer, List<Map.Entry<String, String>> headers) {
    Facts facts = new Facts();
    if (rules.origin() != null) {
      facts.add(OriginResolver.explain(rules, outcome, headers), headers);
    }
    if (rules.clientHeaders() != null) {
      facts.addHeaders(rules.clientHeaders(), VerifiedHeaders.explain(rules, outcome, peer, headers), headers);
    }
    return facts;
  }

  private void addHeaders(ClientHeaders watched, VerifiedHeaders verified, List<Map.Entry<String, String>> sent) {
    Map<String, String> read = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, String> each : sent) {
      if (watched.contains(each.getKey())) {
        read.put(each.getKey(), verified.line(each.getKey()));
      }
    }
    headers = read;
  }

  private void add(Origin origin, List<Map.Entry<String, String>> headers) {
    add("scheme", origin.scheme(), origin.schemeReason());
    add("host", origin.host(), origin.hostReason());
    int ownPort = ownPort(headers);
    boolean verified = origin.isVerified();
    add("port", verified ? origin.port(OWN_SCHEME, ownPort) : null, origin.portReason(OWN_SCHEME, ownPort));
  }

  private void add(String name, Object value, FactReason reason) {
    values.put(name, value);
    reasons.put(name, reason);
  }

  private static int ownPort(List<Map.Entry<String, String>> headers) {
    for (Map.Entry<String, String> each : headers) {
      if (each.getKey().equalsIgnoreCase("Host")) {
        Authority host = Authority.parse(each.getValue());
        return host == null || host.port() == 0 ? OWN_PORT : host.port();
      }
    }
    return OWN_PORT;
  }

  /** The value by the name of the fact: scheme, host and port. */
  Map<String, Object> values() {
    return values;
  }

  /** Why it is so, by the name of the fact. */
  Map<String, FactReason> reasons() {
    return reasons;
  }

  /** What each header that names a client reads as, by the name as sent; {@code null} if headers are not rewritten. */
  Map<String, String> headers() {
    return headers;
  }

  /** The value in few words: {@code own} for the container's own. */
  String word(String name) {
    Object value = values.get(name);
    return value == null ? "own" : value.toString();
  }

  /** The value for human eyes. */
  String text(String name) {
    Object value = values.get(name);
    return value == null ? "(the container's own)" : Printable.escape(value.toString());
  }

  /** The reason for human eyes. */
  static String meaning(FactReason reason) {
    switch (reason) {
      case VERIFIED:
        return "said by the proxy that named the client";
      case NOT_REWRITTEN:
        return "realip.rewrite does not name it";
      case NO_VERIFIED_HOP:
        return "no proxy is verified";
      case ABSENT:
        return "no header says it";
      case UNREADABLE:
        return "the header has no valid one";
      case AMBIGUOUS:
        return "the header has several elements, fewer than there are verified proxies, and they differ";
      case NOT_ALLOWED:
        return "realip.allowed-hosts has no such host";
      case OF_HOST:
        return "the port behind the host";
      case OF_REQUEST:
        return "the port of the request as it arrives stays";
      default:
        return "the default of the scheme";
    }
  }
}
