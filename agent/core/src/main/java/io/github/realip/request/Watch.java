package io.github.realip.request;

import java.util.List;

import io.github.realip.resolve.Outcome;
import io.github.realip.resolve.Rules;

/** Who watches what passes the bridge. It is told every decision, and no answer depends on it. */
public interface Watch {

  /** Sees nothing. */
  Watch NONE = new None();

  /** Sees nothing; whoever sees something adds it. */
  class None implements Watch {
    @Override
    public void decided(Outcome outcome) {
    }

    @Override
    public boolean wantsDecisions() {
      return false;
    }

    @Override
    public void record(String peer, Outcome outcome, List<String> lines) {
    }

    @Override
    public void compared(Comparison comparison, int by) {
    }

    @Override
    public void compared(ComparedFact fact, int by) {
    }

    @Override
    public boolean isDue() {
      return false;
    }

    @Override
    public HeaderStep look(Rules rules, HeaderStep first) {
      return null;
    }

    @Override
    public Sample lookWithoutHead(Rules rules) {
      return null;
    }
  }

  /** Told every decision; on the path of every request. */
  void decided(Outcome outcome);

  /** Whether somebody records all decisions; on the path of every request. */
  boolean wantsDecisions();

  /**
   * Records a decision.
   *
   * @param peer the peer's text
   * @param lines those of the header that was read; none if none was
   */
  void record(String peer, Outcome outcome, List<String> lines);

  /**
   * Told of a request that is observed; on the path of every one.
   *
   * @param by 1, or -1 if what was told of it before does not hold any more
   */
  void compared(Comparison comparison, int by);

  /**
   * Told of scheme, host, port or a header of a request that is observed, when somebody asks for it.
   *
   * @param by 1, or -1 if what was told of it before does not hold any more
   */
  void compared(ComparedFact fact, int by);

  /** Whether to look closer at this request; on the path of every request. */
  boolean isDue();

  /**
   * Looks closer at a request.
   *
   * @param rules the rules in force, or {@code null} if every answer is the container's
   * @param first the first step of these rules, or {@code null} if no header is to be believed
   * @return a step that reads more headers and ends with the same head, or {@code null} to let this one pass
   */
  HeaderStep look(Rules rules, HeaderStep first);

  /**
   * Looks closer at a request whose head was not read to its end, so that it has no header that counts.
   *
   * @param rules the rules in force, or {@code null} if every answer is the container's
   * @return who is told the outcome, or {@code null} to let this one pass
   */
  Sample lookWithoutHead(Rules rules);
}
