package io.github.realip.request;

import java.util.List;

/**
 * What the head of a request says, taken where the container has read it to its end, and later the answer. A container
 * keeps it with its request, so whatever happens to the request's headers afterwards changes nothing.
 */
final class Head {

  /** The head of a request whose peer is not trusted: nothing of it was read. */
  static final Head UNTRUSTED = new Head(null, null, null, false, null);

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
  /** Who wants to know how this request is decided, or {@code null}. */
  final Sample sample;

  /** The peer that the answer was found for. */
  Object peer;
  /** The answer, or {@code null} as long as nobody has asked. */
  Object answer;

  Head(HeaderStep step, String last, List<String> earlier, boolean peerIsTrusted, Sample sample) {
    this.step = step;
    this.last = last;
    this.earlier = earlier;
    this.peerIsTrusted = peerIsTrusted;
    this.sample = sample;
  }

  /** Keeps the answer for this peer. */
  Object keep(Object ofPeer, Object found) {
    boolean ofManyRequests = this == UNTRUSTED || step != null && this == step.withoutHeader;
    if (!ofManyRequests) {
      peer = ofPeer;
      answer = found;
    }
    return found;
  }
}
