package io.github.realip.benchmarks;

/** One part of the measurements: one command, one place in {@code docs/performance.md}. */
public interface Part {

  /** Measures, and returns what is to be written down. */
  Findings measure(Budget budget) throws Exception;

  /**
   * What was found.
   *
   * @param headline a line of the summary, as a Markdown list item without its bullet
   * @param tables the figures, as Markdown
   */
  record Findings(String headline, String tables) {
  }
}
