package io.github.realip.resolve;

import io.github.realip.address.AddressFormat;
import java.util.List;

/** Everything a decision depends on, besides the request. */
public final class Rules {

  private final TrustedProxies trusted;
  private final HeaderRule[] headers;
  private final int trustedHops;
  private final boolean trustListGiven;
  private final AddressFormat format;
  private final OriginRules origin;
  private final ClientHeaders clientHeaders;
  private final boolean observed;

  private Rules(TrustedProxies trusted, HeaderRule[] headers, int trustedHops, boolean trustListGiven,
      AddressFormat format, OriginRules origin, ClientHeaders clientHeaders, boolean observed) {
    this.trusted = trusted;
    this.headers = headers;
    this.trustedHops = trustedHops;
    this.trustListGiven = trustListGiven;
    this.format = format;
    this.origin = origin;
    this.clientHeaders = clientHeaders;
    this.observed = observed;
  }

  /**
   * Makes rules.
   *
   * @param trusted the trusted list
   * @param headers the headers in order of preference: the first that is present is read, whatever is in it; a later
   *     one is read only if the earlier ones are absent
   * @param trustedHops 0 for the walk along the trusted list, or the number N of proxies in front, the nearest
   *     included: the answer is the Nth element from the right (rule R13 of docs/semantics.md). It concerns
   *     {@link HeaderRule.Kind#LIST} and {@link HeaderRule.Kind#FORWARDED} only
   * @param trustListGiven whether a peer must be in the trusted list although there is a hop count; if not, every
   *     peer is trusted. Without a hop count a peer must always be in the list
   * @param format the text of answers
   * @throws IllegalArgumentException if the hop count is negative
   */
  public static Rules of(TrustedProxies trusted, List<HeaderRule> headers, int trustedHops, boolean trustListGiven,
      AddressFormat format) {
    if (trustedHops < 0) {
      throw new IllegalArgumentException("negative hop count: " + trustedHops);
    }
    return new Rules(trusted, headers.toArray(new HeaderRule[0]), trustedHops, trustListGiven, format, null, null,
        false);
  }

  /** The same rules with others for scheme, host and port; {@code null} leaves these to the container. */
  public Rules with(OriginRules newOrigin) {
    return new Rules(trusted, headers, trustedHops, trustListGiven, format, newOrigin, clientHeaders, observed);
  }

  /** The same rules with others for headers that name a client; {@code null} leaves these as they are sent. */
  public Rules with(ClientHeaders newClientHeaders) {
    return new Rules(trusted, headers, trustedHops, trustListGiven, format, origin, newClientHeaders, observed);
  }

  /** The same rules, of which it is only observed what they would answer; or not. */
  public Rules observed(boolean only) {
    return new Rules(trusted, headers, trustedHops, trustListGiven, format, origin, clientHeaders, only);
  }

  /** Whether it is only observed what these rules would answer: the answers are the container's. */
  public boolean areObserved() {
    return observed;
  }

  /** The trusted list. */
  public TrustedProxies trusted() {
    return trusted;
  }

  /** The header that is preferred to all but {@code i} others; 0 is the first choice. */
  public HeaderRule header(int i) {
    return headers[i];
  }

  /** The number of headers. */
  public int headerCount() {
    return headers.length;
  }

  /** The hop count, or 0 if there is none. */
  public int trustedHops() {
    return trustedHops;
  }

  /** The text of answers. */
  public AddressFormat format() {
    return format;
  }

  /** The rules for scheme, host and port, or {@code null} if only the address is rewritten. */
  public OriginRules origin() {
    return origin;
  }

  /** The headers that name a client, or {@code null} if all headers stay as they are sent. */
  public ClientHeaders clientHeaders() {
    return clientHeaders;
  }

  /** Whether a peer need not be in the trusted list. */
  boolean everyPeerIsTrusted() {
    return trustedHops > 0 && !trustListGiven;
  }
}
