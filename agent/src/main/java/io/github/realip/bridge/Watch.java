package io.github.realip.bridge;

import io.github.realip.resolve.Outcome;
import io.github.realip.resolve.Rules;

/** Who watches what passes the bridge. It is told every decision, and no answer depends on it. */
public interface Watch {

  /** Sees nothing. */
  Watch NONE = new Watch() {
    @Override
    public void decided(Outcome outcome) {
    }

    @Override
    public boolean isDue() {
      return false;
    }

    @Override
    public Object look(Object peer, Rules rules, Object answer) {
      return answer;
    }
  };

  /** Told every decision; on the path of every request. */
  void decided(Outcome outcome);

  /** Whether to look closer at this question; on the path of every request. */
  boolean isDue();

  /**
   * Looks closer at a question.
   *
   * @param rules the rules in force, or {@code null} if every answer is the container's
   * @param answer the peer itself or a {@link HeaderStep}, as woven code would get it
   * @return the same, or a step in its place that reads more headers and comes to the same answer in the end
   */
  Object look(Object peer, Rules rules, Object answer);
}
