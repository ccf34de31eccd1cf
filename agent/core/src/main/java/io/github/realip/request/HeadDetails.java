package io.github.realip.request;

import io.github.realip.resolve.OriginLines;
import io.github.realip.resolve.Outcome;
import io.github.realip.resolve.VerifiedHeaders;

/**
 * What a request keeps beside the address of its client: only if more than the address is rewritten, if rules are
 * observed, or if somebody looks at the request closer.
 */
final class HeadDetails {

  /** Who wants to know how the request is decided, or {@code null}. */
  final Sample sample;
  /** What the head says of scheme, host and port, or {@code null} if those are not rewritten. */
  final OriginLines originLines;

  /** How the address was decided, or {@code null} as long as nobody has asked. */
  Outcome outcome;
  /** Scheme, host and port, once somebody has asked. */
  KnownOrigin origin;
  /** What headers that name a client read as, once somebody has asked. */
  VerifiedHeaders verified;
  /** What the answer would have been, or {@code null} if it is that one. */
  Comparison comparison;

  HeadDetails(Sample sample, OriginLines originLines) {
    this.sample = sample;
    this.originLines = originLines;
  }
}
