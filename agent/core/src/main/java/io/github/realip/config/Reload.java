package io.github.realip.config;

/** What became of the last change of the configuration's files. */
public final class Reload {

  private final long millis;
  private final boolean taken;
  private final String result;

  /**
   * Makes one.
   *
   * @param millis when it was, in milliseconds since 1970
   * @param taken whether the new configuration is in force
   * @param result what became of it, in one line
   */
  public Reload(long millis, boolean taken, String result) {
    this.millis = millis;
    this.taken = taken;
    this.result = result;
  }

  /** When it was, in milliseconds since 1970. */
  public long millis() {
    return millis;
  }

  /** Whether the new configuration is in force. */
  public boolean isTaken() {
    return taken;
  }

  /** What became of it, in one line. */
  public String result() {
    return result;
  }
}
