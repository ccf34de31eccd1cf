package io.github.realip.observe;

import io.github.realip.address.Cidr;
import io.github.realip.resolve.Decision;
import io.github.realip.resolve.HeaderLines;
import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.Hop;
import io.github.realip.resolve.HopListener;
import io.github.realip.resolve.HopStatus;
import io.github.realip.resolve.Outcome;
import io.github.realip.resolve.Reason;
import io.github.realip.resolve.Resolver;
import io.github.realip.resolve.Rules;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One request that was looked at: its peer, what its headers say, and what was made of it. */
public final class SampledRequest {

  /** Headers that proxies send and that may not be among the configured ones, the likeliest first. */
  private static final String[] OTHER_HEADERS =
      {"X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Envoy-External-Address"};
  private static final String USER_AGENT = "User-Agent";
  private static final String HOST = "Host";

  private final Rules rules;
  private final Object peer;
  private final List<String> names;
  private final List<List<String>> read;
  private Map<String, List<String>> lines;
  private Decision decision;

  /**
   * Keeps what was read; what it means is found out when somebody asks.
   *
   * @param peer the container's, a String or an {@code InetSocketAddress}
   * @param names the names of the headers, as {@link #headersToRead} has them
   * @param read the lines of each
   */
  public SampledRequest(Rules rules, Object peer, List<String> names, List<List<String>> read) {
    this.rules = rules;
    this.peer = peer;
    this.names = names;
    this.read = read;
  }

  /** The headers to read of a request, the configured ones first. */
  public static List<String> headersToRead(Rules rules) {
    List<String> names = new ArrayList<String>();
    for (int i = 0; i < rules.headerCount(); i++) {
      names.add(rules.header(i).name());
    }
    for (String name : OTHER_HEADERS) {
      if (!isConfigured(rules, name)) {
        names.add(name);
      }
    }
    names.add(USER_AGENT);
    names.add(HOST);
    return names;
  }

  /** The rules by which it was decided. */
  public Rules rules() {
    return rules;
  }

  /** The lines of a header that was read, by its name in any case; an empty list for an absent one. */
  List<String> lines(String name) {
    if (lines == null) {
      lines = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
      for (int i = 0; i < read.size(); i++) {
        lines.put(names.get(i), read.get(i));
      }
    }
    return lines.get(name);
  }

  /** The request's decision, made once more with all that led to it. */
  Decision decision() {
    if (decision == null) {
      decision = Resolver.explain(rules, peerText(), headerLines());
    }
    return decision;
  }

  private String peerText() {
    if (!(peer instanceof InetSocketAddress)) {
      return (String) peer;
    }
    InetSocketAddress socket = (InetSocketAddress) peer;
    return socket.isUnresolved() ? socket.getHostString() : socket.getAddress().getHostAddress();
  }

  /** The peer's address, or {@code null} if it is none. */
  public Cidr peerAddress() {
    return address(decision().hops().get(0).address());
  }

  /** Whether what the peer sends is believed. */
  public boolean peerIsTrusted() {
    HopStatus status = decision().hops().get(0).status();
    return status == HopStatus.TRUSTED || status == HopStatus.COUNTED;
  }

  /** Whether the operator named this very peer, not a range that it is in. */
  public boolean peerIsNamed() {
    return isNamed(decision().hops().get(0));
  }

  /** The configured header that is there, or {@code null}. */
  public HeaderRule present() {
    return headerLines().header();
  }

  private HeaderLines headerLines() {
    for (int i = 0; i < rules.headerCount(); i++) {
      List<String> present = lines(rules.header(i).name());
      if (!present.isEmpty()) {
        return HeaderLines.of(rules.header(i), present);
      }
    }
    return HeaderLines.NONE;
  }

  /**
   * The client that the configured header names, or would name if the peer were trusted; {@code null} if there is no
   * such header, or if the walk ends at an element that names nobody.
   */
  public Cidr namedClient() {
    Outcome outcome = outcomeIfTrusted();
    switch (outcome.reason()) {
      case FIRST_UNTRUSTED_HOP:
      case ALL_TRUSTED:
      case TOO_MANY_HOPS:
      case TRUSTED_HOP_COUNT:
      case SINGLE_ADDRESS:
        return address(outcome.address());
      default:
        return null;
    }
  }

  /** Why the configured header names the client, or does not, if the peer is trusted or were it. */
  public Reason reasonIfTrusted() {
    return outcomeIfTrusted().reason();
  }

  private Outcome outcomeIfTrusted() {
    return Resolver.resolveTrusted(rules, headerLines(), HopListener.NONE);
  }

  /** The element at which the walk ended, or the whole line if it is about that, as it came; the peer is trusted. */
  public String lastElement() {
    if (reasonIfTrusted() == Reason.TOO_FEW_HOPS || reasonIfTrusted() == Reason.CONFLICTING_SINGLE_HEADER) {
      StringBuilder all = new StringBuilder();
      for (String line : lines(present().name())) {
        all.append(all.length() == 0 ? "" : ", ").append(line);
      }
      return all.toString();
    }
    return decision().hops().get(decision().hops().size() - 1).text();
  }

  /** Whether the client that the header names was named by the operator as a proxy. */
  public boolean clientIsNamedProxy() {
    return isNamed(decision().hops().get(decision().hops().size() - 1));
  }

  /** A header that names clients and that nobody configured, or {@code null}. */
  public String otherHeader() {
    for (String name : OTHER_HEADERS) {
      if (!isConfigured(rules, name) && !lines(name).isEmpty()) {
        return name;
      }
    }
    return null;
  }

  private static boolean isConfigured(Rules rules, String name) {
    for (int i = 0; i < rules.headerCount(); i++) {
      if (rules.header(i).name().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  /** The lines of User-Agent. */
  public List<String> userAgent() {
    return lines(USER_AGENT);
  }

  /** Whether there is no header at all, as far as was read: no client leaves all of these out. */
  public boolean isBare() {
    for (String each : names) {
      if (!lines(each).isEmpty()) {
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
