package io.github.realip.benchmarks;

import java.util.List;
import java.util.function.Predicate;

/**
 * One part of the measurements: one command, one place in {@code docs/performance.md}, and a file beside that page with
 * every value, of which tables and drawings are made.
 */
public interface Part {

  /**
   * Measures.
   *
   * @param subjects those that are wanted, by their names as the tables have them
   */
  Results record(Budget budget, Predicate<String> subjects) throws Exception;

  /** What is to be written down of that. */
  Findings show(Results results);

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
