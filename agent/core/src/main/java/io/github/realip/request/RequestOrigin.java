package io.github.realip.request;

import java.util.function.BiFunction;

import io.github.realip.resolve.Rules;

/**
 * The question for scheme, host and port of the request as the client made it, asked after that for the address:
 * {@code apply(kept, own scheme)} with the {@link Head} or the {@link ClientSocketAddress} that the container has kept.
 * The answer is the {@link KnownOrigin}, or {@code null} if all is the container's own. It is one question, so that
 * whatever fails the container answers all of it. Of a request that is observed the answer is an
 * {@link OriginComparison} for who tells the container's own scheme, and {@code null} for the others. A component that
 * wraps the request asks with what is kept in an array, so that its answers count and not those of the request inside.
 */
final class RequestOrigin implements BiFunction<Object, Object, Object> {

  private final RulesInForce live;

  RequestOrigin(RulesInForce live) {
    this.live = live;
  }

  @Override
  public Object apply(Object kept, Object ownScheme) {
    boolean isWrapper = kept instanceof Object[];
    Comparison comparison = Comparison.of(isWrapper ? ((Object[]) kept)[0] : kept);
    if (comparison != null) {
      Rules rules = live.rules();
      return ownScheme == null || rules == null || rules.origin() == null ? null
          : comparison.origin(rules.origin()).given((String) ownScheme, isWrapper);
    }
    Head head = head(kept);
    return head == null ? null : head.origin((String) ownScheme);
  }

  /** The head that a container has kept, or {@code null}. */
  static Head head(Object kept) {
    return kept instanceof Head ? (Head) kept
        : kept instanceof ClientSocketAddress ? ((ClientSocketAddress) kept).head() : null;
  }
}
