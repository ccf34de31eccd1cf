package io.github.realip.request;

import java.util.function.BiFunction;

/**
 * The question for scheme, host and port of the request as the client made it, asked after that for the address:
 * {@code apply(kept, own scheme)} with the {@link Head} or the {@link ClientSocketAddress} that the container has kept.
 * The answer is the {@link KnownOrigin}, or {@code null} if all is the container's own. It is one question, so that
 * whatever fails the container answers all of it.
 */
final class RequestOrigin implements BiFunction<Object, Object, Object> {

  @Override
  public Object apply(Object kept, Object ownScheme) {
    Head head = head(kept);
    return head == null ? null : head.origin((String) ownScheme);
  }

  /** The head that a container has kept, or {@code null}. */
  static Head head(Object kept) {
    return kept instanceof Head ? (Head) kept
        : kept instanceof ClientSocketAddress ? ((ClientSocketAddress) kept).head() : null;
  }
}
