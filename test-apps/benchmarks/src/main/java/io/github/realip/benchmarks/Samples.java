package io.github.realip.benchmarks;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;

/** Measured values of one thing, one a round: what was measured in the same round makes a pair. */
public final class Samples {

  private static final double CONFIDENCE = 0.95;

  private final SortedMap<Integer, Double> values = new TreeMap<>();

  /** Takes the value of the next round. */
  public void add(double value) {
    add(values.isEmpty() ? 1 : values.lastKey() + 1, value);
  }

  /** Takes the value of a round. */
  void add(int round, double value) {
    values.put(round, value);
  }

  /** How many there are. */
  public int size() {
    return values.size();
  }

  /** The value in the middle; {@code NaN} if there is none. */
  public double median() {
    List<Double> sorted = sorted();
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /**
   * The median with its interval, by order statistics: as many values lie below the true median as a coin shows heads,
   * whatever their distribution. Fewer than six values tell no interval.
   */
  public Interval interval() {
    int count = size();
    double outside = 2 * Math.pow(0.5, count); // that all values lie on one side of the true median
    double term = outside;
    int rank = 0;
    while (outside <= 1 - CONFIDENCE) {
      rank++;
      term = term * (count - rank + 1) / rank;
      outside += term;
    }
    List<Double> sorted = sorted();
    return rank == 0 ? new Interval(Double.NaN, median(), Double.NaN)
        : new Interval(sorted.get(rank - 1), median(), sorted.get(count - rank));
  }

  /** The median with its interval as a cell of a table, each number in this format; empty if there is no value. */
  public String text(String format) {
    return values.isEmpty() ? "" : interval().text(format);
  }

  /** The ratios round by round, where both were measured. */
  public Samples ratiosTo(Samples others) {
    return pairs(others, (own, other) -> own / other);
  }

  /** The differences round by round, where both were measured. */
  public Samples differencesTo(Samples others) {
    return pairs(others, (own, other) -> own - other);
  }

  private Samples pairs(Samples others, DoubleBinaryOperator how) {
    Samples pairs = new Samples();
    values.forEach((round, own) -> {
      if (others.values.containsKey(round)) {
        pairs.add(round, how.applyAsDouble(own, others.values.get(round)));
      }
    });
    return pairs;
  }

  private List<Double> sorted() {
    return values.values().stream().sorted().toList();
  }
}
