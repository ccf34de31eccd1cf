package io.github.realip.benchmarks.call;

/**
 * A request that a container is serving at this moment and does not finish: its objects are in the state that an
 * application finds them in.
 */
public interface LiveRequest {

  /** Lets the container's object forget the address, as recycling does, so that the next call is a request's first. */
  void forget();

  /** What an application calls: {@code getRemoteAddr()}. */
  String address();

  /** What reading the header costs at least: {@code getHeaders("X-Forwarded-For")}, and its line. */
  Object header();

  /** All that the alternative does for a request, and then {@code getRemoteAddr()} where it takes effect. */
  String throughAlternative();
}
