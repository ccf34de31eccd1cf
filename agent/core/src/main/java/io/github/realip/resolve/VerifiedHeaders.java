package io.github.realip.resolve;

import io.github.realip.address.AddressFormat;
import java.util.List;
import java.util.Map;

/**
 * What the headers of one request that name a client read as (rules H3 to H7 of docs/semantics.md): one line each,
 * made of verified addresses alone. Whether a header is there is the request's own affair.
 */
public final class VerifiedHeaders {

  /** All are absent. */
  public static final VerifiedHeaders NONE = new VerifiedHeaders(null, null, null, null);

  private static final String FORWARDED = "Forwarded";

  private final String address;
  private final HeaderRule deciding;
  private final String chain;
  private final Origin origin;

  private VerifiedHeaders(String address, HeaderRule deciding, String chain, Origin origin) {
    this.address = address;
    this.deciding = deciding;
    this.chain = chain;
    this.origin = origin;
  }

  /**
   * Finds out.
   *
   * @param rules rules that have {@link Rules#clientHeaders()}
   * @param peer what the container calls the peer; a client that is the peer is as good as none (rule H5)
   * @param lines the lines of the header that decided, only looked at if one did
   * @param origin scheme and host of the request, or {@code null} if they are the container's own
   */
  public static VerifiedHeaders of(Rules rules, Outcome outcome, String peer, HeaderLines lines, Origin origin) {
    ClientHeaders headers = rules.clientHeaders();
    String address = outcome.address();
    if (address == null || headers.areHidden() || isSame(address, peer)) {
      return NONE;
    }
    HeaderRule deciding = outcome.header();
    boolean isList = deciding.kind() == HeaderRule.Kind.LIST && rules.trustedHops() == 0;
    String chain = headers.isChain() && isList ? chain(lines, outcome.position(), rules.format()) : address;
    return new VerifiedHeaders(address, deciding, chain, origin);
  }

  private static boolean isSame(String address, String peer) {
    boolean areDotted = address.indexOf(':') < 0 && peer.indexOf(':') < 0; // and so written in one way only
    return address.equals(peer) || !areDotted && PeerAddress.parse(address, AddressFormat.RFC5952)
        .equals(PeerAddress.parse(peer, AddressFormat.RFC5952));
  }

  /** The client and the trusted proxies behind it, the nearest last; all are addresses, or the walk had ended. */
  private static String chain(HeaderLines lines, int position, AddressFormat format) {
    ElementGrammar grammar = lines.header().grammar();
    Elements elements = new Elements(lines, grammar);
    StringBuilder chain = new StringBuilder();
    for (int i = 0; i < position && elements.next(); i++) {
      chain.insert(0, i == 0 ? "" : ", ").insert(0, grammar.read(elements.line, elements.from, elements.to, format));
    }
    return chain.toString();
  }

  /** In the syntax of RFC 7239. */
  private String forwarded() {
    StringBuilder element = new StringBuilder("for=");
    element.append(address.indexOf(':') < 0 ? address : "\"[" + address + "]\"");
    if (origin != null && origin.scheme() != null) {
      element.append(";proto=").append(origin.scheme());
    }
    if (origin != null && origin.host() != null) {
      String host = origin.authority();
      element.append(";host=").append(HeaderRule.isToken(host) ? host : '"' + host + '"');
    }
    return element.toString();
  }

  /** The line of this header, if the request has one, in whatever lines; {@code null} if it is absent all the same. */
  public String line(String name) {
    if (address == null) {
      return null;
    }
    if (FORWARDED.equalsIgnoreCase(name)
        || deciding.kind() == HeaderRule.Kind.FORWARDED && deciding.name().equalsIgnoreCase(name)) {
      return forwarded();
    }
    return deciding.name().equalsIgnoreCase(name) ? chain : address;
  }

  /** Whether all are absent. */
  public boolean areAbsent() {
    return address == null;
  }

  /** As {@link #of}, for a command line. */
  public static VerifiedHeaders explain(Rules rules, Outcome outcome, String peer,
      List<Map.Entry<String, String>> request) {
    HeaderLines lines = outcome.header() == null ? null : HeaderLines.present(outcome.header(), request);
    Origin origin = rules.origin() == null ? null : OriginResolver.explain(rules, outcome, request);
    return of(rules, outcome, peer, lines, origin);
  }
}
