package io.github.realip.benchmarks;

import java.util.List;
import java.util.function.Predicate;

/** One part of the measurements: one command, one place in {@code docs/performance.md}. */
public interface Part {

  /** Measures, and returns what is to be written down. */
  Findings measure(Budget budget) throws Exception;

  /** A part whose values are kept in a file beside the page; its tables and drawings are made of that. */
  interface Recorded extends Part {

    /** Measures subjects; their names as the tables have them. */
    Results record(Budget budget, Predicate<String> subjects) throws Exception;

    /** What is to be written down of them. */
    Findings show(Results results);

    @Override
    default Findings measure(Budget budget) throws Exception {
      return show(record(budget, subject -> true));
    }
  }

  /**
   * What was found.
   *
   * @param figure the figure that matters, a sentence for the README, or nothing
   * @param headline a line of the summary
   * @param tables all figures, as Markdown, with the links to the drawings
   * @param charts the drawings
   */
  record Findings(String figure, String headline, String tables, List<Chart> charts) {

    /** Without a drawing. */
    public Findings(String figure, String headline, String tables) {
      this(figure, headline, tables, List.of());
    }
  }
}
