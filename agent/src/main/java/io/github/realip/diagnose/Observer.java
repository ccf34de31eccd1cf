package io.github.realip.diagnose;

/**
 * Told of every request that is looked at, by one thread at a time. That there are several kinds of them at one call
 * keeps the JIT compiler from taking what they do into the method that every request goes through.
 */
interface Observer {

  /**
   * Sees a request.
   *
   * @param nanoTime the time of the JVM's clock, in nanoseconds
   */
  void observe(Observation request, long nanoTime);
}
