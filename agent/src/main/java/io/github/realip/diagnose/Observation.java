package io.github.realip.diagnose;

import io.github.realip.resolve.Cidr;
import io.github.realip.resolve.Decision;
import io.github.realip.resolve.DecisionListener;
import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.Hop;
import io.github.realip.resolve.Resolver;
import io.github.realip.resolve.Rules;
import io.github.realip.resolve.Verdict;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** One request that was looked at: its peer, what its headers say, and what was made of it. */
final class Observation {

  /** Headers that proxies send and that may not be among the configured ones. */
  private static final String[] OTHER_HEADERS = {"X-Forwarded-For", "Forwarded"};
  private static final String USER_AGENT = "User-Agent";
  private static final String HOST = "Host";

  private final Rules rules;
  private final String peer;
  private final Map<String, List<String>> lines;
  private final Decision decision;
  private final HeaderRule present;

  /**
   * Makes a request's decision once more, with all that led to it.
   *
   * @param peer what the container calls the peer, not {@code null}
   * @param lines the lines of every header that was read, by name in any case; an empty list for an absent one
   */
  Observation(Rules rules, String peer, Map<String, List<String>> lines) {
    this.rules = rules;
    this.peer = peer;
    this.lines = lines;
    List<Map.Entry<String, String>> entries = new ArrayList<Map.Entry<String, String>>();
    HeaderRule first = null;
    for (int i = 0; i < rules.headerCount(); i++) {
      for (String line : lines.get(rules.header(i).name())) {
        first = first == null ? rules.header(i) : first;
        entries.add(new SimpleImmutableEntry<String, String>(rules.header(i).name(), line));
      }
    }
    present = first;
    decision = Resolver.explain(rules, peer, entries);
  }

  /** The headers to read of a request, the configured ones first. */
  static List<String> headersToRead(Rules rules) {
    List<String> names = new ArrayList<String>();
    for (int i = 0; i < rules.headerCount(); i++) {
      names.add(rules.header(i).name());
    }
    Collections.addAll(names, OTHER_HEADERS);
    names.add(USER_AGENT);
    names.add(HOST);
    return names;
  }

  Decision decision() {
    return decision;
  }

  Cidr peerAddress() {
    return address(decision.hops().get(0).address());
  }

  boolean peerIsTrusted() {
    Verdict verdict = decision.hops().get(0).verdict();
    return verdict == Verdict.TRUSTED || verdict == Verdict.COUNTED;
  }

  /** Whether the operator named this very peer, not a range that it is in. */
  boolean peerIsNamed() {
    return isNamed(decision.hops().get(0));
  }

  /** The configured header that is there, or {@code null}. */
  HeaderRule present() {
    return present;
  }

  /** The client that the configured header names, or would name if the peer were trusted; {@code null} if none. */
  Cidr namedClient() {
    if (present == null) {
      return null;
    }
    List<String> earlier = new ArrayList<String>(lines.get(present.name()));
    String last = earlier.remove(earlier.size() - 1);
    String client = Resolver.resolve(rules, peer, present, last, earlier, DecisionListener.NONE);
    return client == peer ? null : address(client); // the very same: nothing was found
  }

  /** Whether the client that the header names was named by the operator as a proxy. */
  boolean clientIsNamedProxy() {
    return isNamed(decision.hops().get(decision.hops().size() - 1));
  }

  /** A header that names clients and that nobody configured, or {@code null}. */
  String otherHeader() {
    for (String name : OTHER_HEADERS) {
      boolean configured = false;
      for (int i = 0; i < rules.headerCount(); i++) {
        configured |= rules.header(i).name().equalsIgnoreCase(name);
      }
      if (!configured && !lines.get(name).isEmpty()) {
        return name;
      }
    }
    return null;
  }

  List<String> userAgent() {
    return lines.get(USER_AGENT);
  }

  /** Whether there is no header at all, as far as was read: no client leaves all of these out. */
  boolean isBare() {
    for (List<String> each : lines.values()) {
      if (!each.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNamed(Hop hop) {
    String label = hop.trustedBy();
    Cidr network = label == null ? null : Cidr.parse(label);
    return label != null && (label.startsWith("dns:") || network != null && network.isSingleAddress());
  }

  private static Cidr address(String text) {
    return text == null ? null : Cidr.parse(text);
  }
}
