package io.github.realip.decision;

import io.github.realip.cli.Cases;
import org.teavm.jso.JSExport;

/** What the page calls: the code of the command {@code explain --jsonl}, as a module of JavaScript. */
public final class DecisionScript {

  private DecisionScript() {
  }

  /**
   * Explains one case.
   *
   * @param line a line of {@code explain --jsonl}
   * @return its answer; JSON both
   */
  @JSExport
  public static String explain(String line) {
    return Cases.explain(line);
  }
}
