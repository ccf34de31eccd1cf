package io.github.realip.config;

import io.github.realip.AgentLog;

/** One line about the configuration: what is wrong, where it stands, what happens now, what to write instead. */
public final class Problem {

  private final boolean error;
  private final boolean misspelling;
  private final String what;
  private final String consequence;
  private final String remedy;

  private Problem(boolean error, boolean misspelling, String what, String consequence, String remedy) {
    this.error = error;
    this.misspelling = misspelling;
    this.what = what;
    this.consequence = consequence;
    this.remedy = remedy;
  }

  /** Something that decides who is believed cannot be read, so nobody is. */
  static Problem error(String what, String remedy) {
    return new Problem(true, false, what, null, remedy);
  }

  /**
   * Something cannot be read that one part of the agent's work depends on; the rest goes on.
   *
   * @param consequence what is left
   */
  static Problem ofOnePart(String what, String consequence, String remedy) {
    return new Problem(false, false, what, consequence, remedy);
  }

  /** Something to know, and what happens; the configuration holds all the same. */
  static Problem warning(String what, String remedy) {
    return new Problem(false, false, what, null, remedy);
  }

  /** A key that is not known: what was meant by it does not hold, all else does. */
  static Problem misspelling(String what, String remedy) {
    return new Problem(false, true, what, null, remedy);
  }

  /** Tells whether this is a key that is not known. */
  public boolean isMisspelling() {
    return misspelling;
  }

  /** Tells whether this switches the rewriting off. */
  public boolean isError() {
    return error;
  }

  /** Tells whether this switches a part of the agent's work off. */
  public boolean isOfOnePart() {
    return consequence != null;
  }

  /** Tells whether all that was given holds. */
  public boolean isWarning() {
    return !error && !misspelling && consequence == null;
  }

  /** Returns the line without its consequence: what is wrong, where, and what to write instead. */
  public String what() {
    return what + "; " + remedy;
  }

  /** Returns the line without its level, true also where errors have another consequence than that rewriting is off. */
  String line(String ofErrors) {
    return error ? what + "; " + ofErrors + "; " + remedy
        : consequence != null ? what + "; " + consequence + "; " + remedy : what();
  }

  /** Says it, at its level. */
  void log(String ofErrors) {
    if (error || isOfOnePart()) {
      AgentLog.error(line(ofErrors));
    } else {
      AgentLog.warn(line(ofErrors));
    }
  }

  @Override
  public String toString() {
    return (error || isOfOnePart() ? "error: " : "warning: ") + line("rewriting is off");
  }
}
