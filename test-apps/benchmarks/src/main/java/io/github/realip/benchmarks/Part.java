package io.github.realip.benchmarks;

/** One part of the measurements: one command, one place in {@code docs/performance.md}. */
public interface Part {

  /** Measures, and returns what is to be written down. */
  Findings measure(Budget budget) throws Exception;

  /**
   * What was found.
   *
   * @param figure the figure that matters, a sentence for the README, or nothing
   * @param headline a line of the summary
   * @param tables all figures, as Markdown
   */
  record Findings(String figure, String headline, String tables) {
  }
}
