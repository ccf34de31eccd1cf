package io.github.realip;

import java.lang.instrument.Instrumentation;

/**
 * What an attach from outside does in the JVM. What it says on standard error it also leaves as a system property, for
 * the command line on the other side has no other way to learn what became of its call.
 */
public final class Attachment {

  /** The agent's argument that asks for its state and changes nothing. */
  public static final String STATUS = "status";
  /**
   * The system property by which a JVM is known to have the agent, without asking it: its version and its jar, as
   * {@link RealIpAgent#identity()} tells them, and after a semicolon what it does.
   */
  public static final String MARK = "io.github.realip.agent";
  /** The agent's argument that takes it out of the JVM. */
  public static final String DETACH = "detach";
  /**
   * The system property with the answer: {@value #DONE} if the JVM is in the state that was asked for, else
   * {@value #REFUSED}; a number that no other answer has; and what was said, each in lines of its own.
   */
  public static final String ANSWER = "io.github.realip.answer";
  /**
   * The system property with the build of the agent that gave the answer: an agent that is in the JVM already is not
   * replaced by another jar.
   */
  public static final String BUILD = "io.github.realip.build";
  /** See {@link #ANSWER}. */
  public static final String DONE = "done";
  /** See {@link #ANSWER}. */
  public static final String REFUSED = "refused";

  private Attachment() {
  }

  /** Tells the build of the agent whose code this is, as it stands in {@link #BUILD}. */
  public static String build() {
    return HiddenClassLoader.build();
  }

  static void handle(String arguments, Instrumentation instrumentation) {
    synchronized (RealIpAgent.class) {
      StringBuffer lines = new StringBuffer();
      AgentLog.copyTo(lines);
      boolean done = false;
      try {
        done = arguments.equals(STATUS) ? status(lines)
            : arguments.equals(DETACH) ? detach() : attach(arguments, instrumentation);
      } catch (IllegalArgumentException alreadySaid) {
        done = false;
      } catch (Throwable failure) { // the JVM would print its stack trace
        AgentLog.error(arguments.equals(STATUS) ? "no status: " + failure
            : "not " + (arguments.equals(DETACH) ? "detached: " : "attached: ") + failure);
      } finally {
        AgentLog.copyTo(null);
      }
      try {
        System.setProperty(BUILD, HiddenClassLoader.build());
        System.setProperty(ANSWER, (done ? DONE : REFUSED) + '\n' + System.nanoTime() + '\n' + lines);
      } catch (SecurityException denied) {
        AgentLog.debug("the security manager denies to answer the command line: " + denied);
      }
    }
  }

  /** Answers with JSON alone, and says nothing on standard error. */
  private static boolean status(StringBuffer answer) {
    RequestClassTransformer present = RealIpAgent.installed;
    if (present == null) {
      answer.append("is not at work in this JVM\n");
      return false;
    }
    answer.append(present.status()).append('\n');
    return true;
  }

  private static boolean attach(String arguments, Instrumentation instrumentation) throws Throwable {
    RequestClassTransformer present = RealIpAgent.installed;
    if (present != null) {
      boolean same = arguments.isEmpty() || arguments.equals(present.arguments());
      AgentLog.info("is at work in this JVM already, nothing is changed"
          + (same ? "" : "; to give it other settings, detach it first"));
      return same;
    }
    RequestClassTransformer transformer =
        new RequestClassTransformer(instrumentation, RealIpAgent.properties(), arguments, true);
    if (transformer.weaver() == null) {
      return false;
    }
    RealIpAgent.installed = transformer;
    RealIpAgent.mark("");
    int candidates = transformer.install();
    AgentLog.info("attached; " + (candidates == 0 ? "no request class is loaded yet, it is woven when it is"
        : "request classes found in the JVM: " + candidates));
    return true;
  }

  private static boolean detach() throws Exception {
    if (RealIpAgent.installed == null) {
      AgentLog.info("is not at work in this JVM, nothing is changed");
      return true;
    }
    RealIpAgent.installed.uninstall();
    RealIpAgent.installed = null;
    RealIpAgent.mark(null);
    AgentLog.info("detached; every answer is the container's");
    return true;
  }
}
