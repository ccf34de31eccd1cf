package io.github.realip.request;

import io.github.realip.resolve.Outcome;

/** A request that somebody looks at closer. */
public interface Sample {

  /**
   * Told how the request was decided.
   *
   * @param peer as the container has it, a String or an {@code InetSocketAddress}
   */
  void decided(Object peer, Outcome outcome);
}
