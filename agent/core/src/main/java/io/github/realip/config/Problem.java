package io.github.realip.config;

/** One line about the configuration: what is wrong, where it stands, what happens now, what to write instead. */
public final class Problem {

  private final boolean error;
  private final String what;
  private final String consequence;
  private final String remedy;

  private Problem(boolean error, String what, String consequence, String remedy) {
    this.error = error;
    this.what = what;
    this.consequence = consequence;
    this.remedy = remedy;
  }

  /** Something that decides who is believed cannot be read, so nobody is. */
  static Problem error(String what, String remedy) {
    return new Problem(true, what, null, remedy);
  }

  /** Something cannot be read that a part of the agent's work depends on; the rest goes on. */
  static Problem mistake(String what, String consequence, String remedy) {
    return new Problem(false, what, consequence, remedy);
  }

  /** Something to know, and what happens; the configuration holds all the same. */
  static Problem warning(String what, String remedy) {
    return new Problem(false, what, null, remedy);
  }

  /** Tells whether this switches the rewriting off. */
  public boolean isError() {
    return error;
  }

  /** Tells whether something is off because of this: the rewriting, or a part of it. */
  public boolean switchesOff() {
    return error || consequence != null;
  }

  /** Returns the line without its consequence: what is wrong, where, and what to write instead. */
  public String what() {
    return what + "; " + remedy;
  }

  /** Returns the line as it is true where errors have another consequence than that rewriting is off. */
  String line(String ofErrors) {
    if (!switchesOff()) {
      return "warning: " + what + "; " + remedy;
    }
    return "error: " + what + "; " + (error ? ofErrors : consequence) + "; " + remedy;
  }

  @Override
  public String toString() {
    return line("rewriting is off");
  }
}
