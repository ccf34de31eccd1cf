package io.github.realip;

import java.util.Locale;

/**
 * The agent's voice: single lines on standard error, never on standard output.
 *
 * <p>No logging framework is touched, because the first user of {@code java.util.logging} decides which log manager
 * the whole JVM gets, and that must stay the application server's choice.
 */
public final class AgentLog {

  /** How much is said; each level includes the ones before it. */
  public enum Level {
    /** Nothing at all. */
    OFF,
    /** What is wrong, so that rewriting is off where it was wanted: errors in the configuration, failures of ours. */
    ERROR,
    /** Also what needs a look while rewriting goes on: warnings and findings. */
    WARN,
    /** The default: also that the agent is at work, where, and with which rules. */
    INFO,
    /** Also what only someone who looks for a fault wants to see. */
    DEBUG
  }

  private static volatile Level level = Level.INFO;
  private static volatile StringBuffer copy;

  private AgentLog() {
  }

  /**
   * Sets how much is said from now on.
   *
   * @param newLevel the level, not {@code null}
   */
  public static void level(Level newLevel) {
    level = newLevel;
  }

  /**
   * Reads a level as {@code realip.log} spells it: {@code off}, {@code error}, {@code warn}, {@code info} or
   * {@code debug}, in any case.
   *
   * @return the level, or {@code null} if the text is none of them
   */
  public static Level parse(String text) {
    for (Level each : Level.values()) {
      if (each.name().equals(text.trim().toUpperCase(Locale.ROOT))) {
        return each;
      }
    }
    return null;
  }

  /**
   * Says one line about something that is wrong, headed by {@code error:}; it names the cause, the consequence and the
   * cure.
   */
  public static void error(String line) {
    say(Level.ERROR, "error: " + line);
  }

  /** Says one line about something that needs a look, headed by {@code warning:}. */
  public static void warn(String line) {
    say(Level.WARN, "warning: " + line);
  }

  /** Says in one line where clients' addresses are lost, headed by {@code finding}; as loud as a warning. */
  public static void finding(String line) {
    say(Level.WARN, "finding " + line);
  }

  /** Says one line about the normal course of things. */
  public static void info(String line) {
    say(Level.INFO, line);
  }

  /** The same as long as no configuration has been read, if this level, as it was configured, allows it. */
  static void early(String configured, String line) {
    Level wanted = parse(configured);
    if (wanted == null || wanted.compareTo(Level.INFO) >= 0) {
      info(line);
    }
  }

  /** Says one line for those who look for a fault. */
  public static void debug(String line) {
    say(Level.DEBUG, line);
  }

  /** Also collects what is said, whatever the level but {@code DEBUG}; {@code null} ends that. */
  static void copyTo(StringBuffer lines) {
    copy = lines;
  }

  private static void say(Level at, String line) {
    StringBuffer listening = copy;
    if (listening != null && at != Level.DEBUG) {
      listening.append(line).append('\n');
    }
    if (level.compareTo(at) >= 0) {
      System.err.println("realip-agent: " + line);
    }
  }
}
