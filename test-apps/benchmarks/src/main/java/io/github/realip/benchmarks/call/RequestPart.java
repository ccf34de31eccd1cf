package io.github.realip.benchmarks.call;

import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.MicroBenchmark;
import io.github.realip.benchmarks.Part;
import io.github.realip.benchmarks.Results;
import io.github.realip.benchmarks.Samples;
import java.util.List;
import java.util.function.Predicate;
import org.openjdk.jmh.runner.RunnerException;

/** A part that asks requests of real containers; all sides take turns, so that they see the same machine. */
abstract class RequestPart implements Part {

  static final String FIRST = "first, unwoven";
  static final String FIRST_WOVEN = "first, woven";
  static final String AGAIN = "again, unwoven";
  static final String AGAIN_WOVEN = "again, woven";

  /** A side as tables have it: those that they are about stand out. */
  static String title(String side) {
    return side.endsWith(", woven") ? "**" + side + "**" : side;
  }

  /** What a side has taken, round by round. */
  static Samples nanos(Results results, String subject, String side) {
    return results.of(subject, side, MicroBenchmark.NANOS);
  }

  /** The containers. */
  abstract List<Subject> subjects();

  /** What is measured of a container. */
  abstract List<Run> runs(Subject subject, Budget budget);

  @Override
  public final Results record(Budget budget, Predicate<String> wanted) throws RunnerException {
    Results results = new Results();
    for (Subject subject : subjects()) {
      for (int round = 1; wanted.test(subject.title()) && round <= budget.forks; round++) {
        for (Run run : runs(subject, budget)) {
          if (run.isDue(round)) {
            int number = round;
            run.measure(subject).forEach((side, cost) -> results.add(subject.title(), side, number, cost));
          }
        }
      }
    }
    return results;
  }

  /**
   * Asks a container's request once in each run; each must give the right answer.
   *
   * @throws RunnerException if one does not
   */
  public final void once(String container) throws RunnerException {
    for (Subject subject : subjects()) {
      if (subject.title().equals(container)) {
        for (Run run : runs(subject, Budget.QUICK)) {
          run.once(subject);
        }
      }
    }
  }
}
