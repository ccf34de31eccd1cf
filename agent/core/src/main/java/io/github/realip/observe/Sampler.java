package io.github.realip.observe;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Chooses the requests to look at: every one while there are few, one of 2, 4, 8, ... 16384 at random while there are
 * many, so that about 25 a second are looked at however busy the server is. The choice costs a request one field read
 * and, on a busy server, one random number.
 */
final class Sampler {

  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int MOST_IN_WINDOW = 256;
  private static final int LARGEST_MASK = 16383;

  /** A request is due if its random number has none of these bits. */
  private volatile int mask;

  private volatile boolean everyOne;
  private long windowStart;
  private int inWindow;

  boolean isDue() {
    int bits = mask;
    if (bits != 0 && (ThreadLocalRandom.current().nextInt() & bits) != 0) {
      return false;
    }
    count(System.nanoTime());
    return true;
  }

  /** Looks at every request from now on, or goes back to a choice of them. */
  void everyOne(boolean wanted) {
    everyOne = wanted;
    mask = 0;
  }

  /** One request in how many is looked at now. */
  int interval() {
    return mask + 1;
  }

  /** Counts who is looked at, whether or not anybody asks for his address later; a race miscounts by a few. */
  private void count(long nanoTime) {
    if (inWindow++ == 0) {
      windowStart = nanoTime;
    }
    boolean windowIsOver = nanoTime - windowStart >= WINDOW_NANOS;
    if (everyOne || inWindow < MOST_IN_WINDOW && !windowIsOver) {
      return;
    }
    if (!windowIsOver) {
      mask = Math.min(mask << 1 | 1, LARGEST_MASK);
    } else {
      for (int n = inWindow; n < MOST_IN_WINDOW / 2 && mask > 0; n <<= 1) {
        mask >>>= 1;
      }
    }
    inWindow = 0;
  }
}
