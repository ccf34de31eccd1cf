package io.github.realip.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Measured values of one thing. */
public final class Samples {

  private final List<Double> values = new ArrayList<>();

  /** Takes one more. */
  public void add(double value) {
    values.add(value);
  }

  /** How many there are. */
  public int size() {
    return values.size();
  }

  /** The value in the middle. */
  public double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The smallest value: what the thing costs when nothing disturbs it. */
  public double least() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** The largest value. */
  public double most() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /**
   * The median of the ratios pair by pair: first of these to first of the others, and so on. Both of a pair were
   * measured one right after the other, so that what else the machine did concerned both.
   */
  public double medianRatioTo(Samples others) {
    Samples ratios = new Samples();
    for (int i = 0; i < Math.min(size(), others.size()); i++) {
      ratios.add(values.get(i) / others.values.get(i));
    }
    return ratios.median();
  }

  /** The median of the differences pair by pair. */
  public double medianDifferenceTo(Samples others) {
    Samples differences = new Samples();
    for (int i = 0; i < Math.min(size(), others.size()); i++) {
      differences.add(values.get(i) - others.values.get(i));
    }
    return differences.median();
  }
}
