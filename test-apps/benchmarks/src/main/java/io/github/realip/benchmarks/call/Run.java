package io.github.realip.benchmarks.call;

import io.github.realip.benchmarks.MicroBenchmark;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** What is measured with the same options: benchmarks, and the side that each of them is. */
final class Run {

  /** Differences of a hundred times need no more. */
  private static final int YARDSTICK_ROUNDS = 2;

  private final ChainedOptionsBuilder options;
  private final Map<String, String> sides = new LinkedHashMap<>();
  private int rounds = Integer.MAX_VALUE;

  Run(ChainedOptionsBuilder options) {
    this.options = options;
  }

  /** Of another product, which is so far away that few rounds tell it. */
  static Run ofYardstick(ChainedOptionsBuilder options) {
    Run run = new Run(options);
    run.rounds = YARDSTICK_ROUNDS;
    return run;
  }

  /** Measures a benchmark, {@code CallBenchmark.first} and the like, as this side. */
  Run side(String benchmark, String side) {
    sides.put(benchmark, side);
    return this;
  }

  /** Whether it is due in this round. */
  boolean isDue(int round) {
    return round <= rounds;
  }

  /** Runs each benchmark in a process; what each side has cost, by name and unit. */
  Map<String, Map<String, Double>> measure(Subject subject) throws RunnerException {
    System.out.println("calling " + subject.title() + ": " + String.join("; ", sides.values()));
    Map<String, Map<String, Double>> costs = new LinkedHashMap<>();
    sides.values().forEach(side -> costs.put(side, Map.of())); // JMH has an order of its own
    for (RunResult result
        : MicroBenchmark.run(options.include("\\.(" + String.join("|", sides.keySet()) + ")$"), subject.jars())) {
      String[] name = result.getParams().getBenchmark().split("\\.");
      costs.put(sides.get(name[name.length - 2] + "." + name[name.length - 1]), MicroBenchmark.cost(result));
    }
    return costs;
  }

  /** Calls the first benchmark once. */
  void once(Subject subject) throws RunnerException {
    MicroBenchmark.run(options.include("\\." + sides.keySet().iterator().next() + "$").mode(Mode.SingleShotTime)
        .warmupIterations(0).measurementIterations(1), subject.jars());
  }
}
