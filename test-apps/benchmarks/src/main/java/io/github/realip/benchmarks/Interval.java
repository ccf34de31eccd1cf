package io.github.realip.benchmarks;

/**
 * A median and where it lies with 95 % confidence.
 *
 * @param low the lower end; {@code NaN} if there are too few values to tell
 * @param median the value in the middle
 * @param high the upper end; {@code NaN} if there are too few values to tell
 */
public record Interval(double low, double median, double high) {

  /** Whether there were enough values to tell. */
  public boolean isKnown() {
    return !Double.isNaN(low);
  }

  /**
   * Whether it is narrower than the difference that its median claims.
   *
   * @param none the value that would be no difference: 0 of a difference, 1 of a ratio
   */
  public boolean tells(double none) {
    return isKnown() && high - low < Math.abs(median - none);
  }

  /** The median, and the interval in brackets if it is known, each number in this format. */
  public String text(String format) {
    return isKnown() ? (format + " (" + format + " to " + format + ")").formatted(median, low, high)
        : format.formatted(median);
  }
}
