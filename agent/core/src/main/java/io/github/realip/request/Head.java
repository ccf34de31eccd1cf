package io.github.realip.request;

import java.util.Collections;
import java.util.List;

import io.github.realip.resolve.HeaderLines;
import io.github.realip.resolve.Origin;
import io.github.realip.resolve.OriginLines;
import io.github.realip.resolve.OriginResolver;
import io.github.realip.resolve.HopListener;
import io.github.realip.resolve.Resolver;
import io.github.realip.resolve.Outcome;
import io.github.realip.resolve.VerifiedHeaders;

/**
 * What the head of a request says, taken where the container has read it to its end, and later the answer. A container
 * keeps it with its request, so whatever happens to the request's headers afterwards changes nothing.
 */
final class Head {

  /** The head of a request whose peer is not trusted: nothing of it was read. */
  static final Head UNTRUSTED = new Head(null, null, null, false, (Sample) null);

  /** The header that is present, or any if there is none; {@code null} if no header would be believed. */
  final HeaderStep step;
  /**
   * Its last line, or that of a header that is not believed; {@code null} if no header is present, or none was read.
   */
  final String last;
  /** The lines before it, or {@code null} if there are none. */
  final List<String> earlier;
  /** Whether the peer was known, and trusted, when the head was taken. */
  final boolean peerIsTrusted;
  /** The peer that the answer was found for. */
  Object peer;
  /** The answer, or {@code null} as long as nobody has asked. */
  Object answer;
  /** What is kept beside it, or {@code null}. */
  private HeadDetails details;

  Head(HeaderStep step, String last, List<String> earlier, boolean peerIsTrusted, Sample sample) {
    this(step, last, earlier, peerIsTrusted, sample == null ? null : new HeadDetails(sample, null));
  }

  private Head(HeaderStep step, String last, List<String> earlier, boolean peerIsTrusted, HeadDetails details) {
    this.step = step;
    this.last = last;
    this.earlier = earlier;
    this.peerIsTrusted = peerIsTrusted;
    this.details = details;
  }

  /** The same head with what it says of scheme, host and port. */
  Head with(OriginLines lines) {
    return new Head(step, last, earlier, peerIsTrusted, new HeadDetails(sample(), lines));
  }

  /** Who wants to know how this request is decided, or {@code null}. */
  Sample sample() {
    return details == null ? null : details.sample;
  }

  /** What it says of scheme, host and port, or {@code null} if those are not rewritten. */
  OriginLines originLines() {
    return details == null ? null : details.originLines;
  }

  private boolean readsHeaders() {
    return step != null && step.rules().clientHeaders() != null;
  }

  /** Whether this stands for many requests, and so keeps nothing of one. */
  private boolean isOfManyRequests() {
    return this == UNTRUSTED || step != null && this == step.withoutHeader;
  }

  /** Those that are kept, or new ones, to be kept when they are filled. */
  private HeadDetails detailsToFill() {
    return details == null ? new HeadDetails(null, null) : details;
  }

  /** Keeps the answer for this peer. */
  Object keep(Object ofPeer, Object found) {
    if (!isOfManyRequests()) {
      peer = ofPeer;
      answer = found;
    }
    return found;
  }

  /** What the answer would have been, of a request that the container has decided, and counted, by another head. */
  Comparison compare(String ofPeer, Watch watch) {
    Outcome how = step == null || !step.isTrusted(ofPeer) ? Outcome.UNTRUSTED_PEER
        : last == null ? Outcome.NO_HEADER : Resolver.resolveTrusted(step.rules(), lines(), HopListener.NONE);
    return new Comparison(ofPeer, how, Comparison.kindOfOwn(ofPeer, how), this, true, watch);
  }

  /** Keeps what the answer would have been. */
  void compared(Comparison with) {
    if (!isOfManyRequests()) {
      HeadDetails filled = detailsToFill();
      filled.comparison = with;
      details = filled;
    }
  }

  /** What the answer would have been, or {@code null} if it is that one. */
  Comparison comparison() {
    return details == null ? null : details.comparison;
  }

  /** Keeps how the address was decided, for whoever asks for more than that. */
  void decided(Outcome how) {
    if ((details != null || readsHeaders()) && !isOfManyRequests()) {
      HeadDetails filled = detailsToFill();
      filled.outcome = how;
      details = filled;
    }
  }

  /**
   * Whether the answer to more than who the client is depends on this head.
   *
   * @param client the client, or {@code null} if that is the peer
   */
  boolean saysMore(Object client) {
    return originLines() != null || client != null && readsHeaders();
  }

  /** What headers that name a client read as; all are absent until the address is asked for. */
  VerifiedHeaders verified() {
    HeadDetails known = details;
    if (known == null || known.outcome == null || known.outcome.address() == null || !readsHeaders()) {
      return VerifiedHeaders.NONE;
    }
    if (known.verified == null) { // a race finds the same twice
      known.verified = verified(known.outcome, peer, known.originLines == null ? null : foundOrigin(known).origin());
    }
    return known.verified;
  }

  /** What headers that name a client read as if this is the outcome for this peer. */
  VerifiedHeaders verified(Outcome how, Object ofPeer) {
    return verified(how, ofPeer, findOrigin(how));
  }

  private VerifiedHeaders verified(Outcome how, Object ofPeer, Origin origin) {
    return VerifiedHeaders.of(step.rules(), how, Comparison.text(ofPeer), lines(), origin);
  }

  /** What is verified of scheme, host and port if this is the outcome; {@code null} if those are not rewritten. */
  Origin findOrigin(Outcome how) {
    return originLines() == null ? null
        : OriginResolver.resolve(step.rules(), how, last == null ? null : lines(), originLines());
  }

  /**
   * Scheme, host and port, found at the first call; {@code null} if they are the container's own.
   *
   * @param ownScheme the container's, or {@code null} if nobody asks for the port
   */
  KnownOrigin origin(String ownScheme) {
    HeadDetails known = details;
    if (known == null || known.outcome == null || known.originLines == null || step.rules().areObserved()) {
      return null;
    }
    KnownOrigin origin = foundOrigin(known).given(ownScheme);
    known.origin = origin;
    return origin.origin().isVerified() ? origin : null;
  }

  private KnownOrigin foundOrigin(HeadDetails of) {
    if (of.origin == null) {
      of.origin = new KnownOrigin(findOrigin(of.outcome), null);
    }
    return of.origin;
  }

  /** The lines of the header that is present. */
  HeaderLines lines() {
    return HeaderLines.of(step.header(), last, earlier == null ? Collections.<String>emptyList() : earlier);
  }
}
