package io.github.realip.request;

import java.util.List;

/**
 * What the head of a request says, taken where the container has read it to its end, and later the answer. A container
 * keeps it with its request, so whatever happens to the request's headers afterwards changes nothing.
 */
final class Head {

  /** The head of a request whose peer is not trusted: nothing of it was read. */
  static final Head UNTRUSTED = new Head(null, null, null, null, false);
  /** A head without any of the configured headers, for callers that ask once. */
  static final Head WITHOUT_HEADER = new Head(null, null, null, null, true);

  /** The header that is present, or {@code null} if there is none. */
  final HeaderStep header;
  /** Its last line. */
  final String last;
  /** The lines before it, or {@code null} if there are none. */
  final List<String> earlier;
  /** Who wants to know how this request is decided, or {@code null}. */
  final Sample sample;
  /** Whether a header would be believed. */
  final boolean trusted;

  /** The peer that the answer was found for. */
  Object peer;
  /** The answer, or {@code null} as long as nobody has asked. */
  Object answer;

  Head(HeaderStep header, String last, List<String> earlier, Sample sample, boolean trusted) {
    this.header = header;
    this.last = last;
    this.earlier = earlier;
    this.sample = sample;
    this.trusted = trusted;
  }

  /** Keeps the answer for this peer. */
  Object keep(Object ofPeer, Object found) {
    if (this != UNTRUSTED && this != WITHOUT_HEADER) { // these two belong to many requests
      peer = ofPeer;
      answer = found;
    }
    return found;
  }
}
