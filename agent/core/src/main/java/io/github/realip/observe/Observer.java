package io.github.realip.observe;

/**
 * Told of every request that is looked at, by one thread at a time. The call site is megamorphic on purpose: observers
 * must not be inlined into the per-request path.
 */
public interface Observer {

  /**
   * Sees a request.
   *
   * @param interval one request in how many was looked at when this one was chosen
   * @param nanoTime the time of the JVM's clock, in nanoseconds
   */
  void observe(SampledRequest request, int interval, long nanoTime);
}
