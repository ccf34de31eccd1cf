package io.github.realip.diagnose;

/**
 * Told of every request that is looked at, by one thread at a time. That there are several kinds of them at one call
 * keeps the JIT compiler from taking what they do into the method that every request goes through.
 */
interface Observer {

  /**
   * Sees a request.
   *
   * @param interval one request in how many was looked at when this one was chosen
   * @param nanoTime the time of the JVM's clock, in nanoseconds
   */
  void observe(Observation request, int interval, long nanoTime);
}
