package io.github.realip;

import java.io.InputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.security.CodeSource;
import java.util.Properties;

/**
 * Where the JVM, and nobody else, enters: {@code -javaagent:realip-agent.jar} calls {@link #premain}, an attach calls
 * {@link #agentmain}, {@code java -jar} calls {@link #main}.
 *
 * <p>Every JVM that inherits {@code JAVA_TOOL_OPTIONS} runs this at its start, {@code keytool} included. So it must
 * never: throw (that ends the JVM), touch {@code java.util.logging}, JMX or the NIO file system (their first user
 * decides for the whole JVM), start a thread, print on standard output, or load what only a servlet container needs.
 */
public final class RealIpAgent {

  /** The agent at work in this JVM, or {@code null}; guarded by this class. */
  static RequestClassTransformer installed;

  private RealIpAgent() {
  }

  /**
   * Installs the agent before the application's {@code main}.
   *
   * @param arguments what stands behind {@code =} in the option: {@code key=value} pairs separated by {@code ;}, or
   *     {@code null}
   * @param instrumentation the JVM's hand to transformers
   */
  public static void premain(String arguments, Instrumentation instrumentation) {
    try {
      synchronized (RealIpAgent.class) {
        if (installed != null) {
          AgentLog.warn("named twice on this JVM; the first one is at work, this one does nothing");
          return;
        }
        installed = new RequestClassTransformer(instrumentation, properties(), arguments, false);
        installed.install();
        mark("");
      }
    } catch (SecurityException denied) {
      AgentLog.error("not installed, the application runs without it: " + denied + "; add to the security policy:"
          + " grant codeBase \"file:/PATH/realip-agent.jar\" { permission java.security.AllPermission; };");
    } catch (Throwable failure) {
      AgentLog.error("not installed, the application runs without it: " + failure);
    }
  }

  /**
   * Installs the agent in a running JVM, or takes it out again.
   *
   * @param arguments as for {@link #premain}, or {@value Attachment#DETACH}
   * @param instrumentation the JVM's hand to transformers
   */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    Attachment.handle(arguments == null ? "" : arguments, instrumentation);
  }

  /**
   * The command line; see {@code --help}.
   *
   * @param arguments the command and its options
   * @throws Exception if the command line cannot be loaded from the jar
   */
  public static void main(String[] arguments) throws Exception {
    Class<?> commandLine = HiddenClassLoader.withCommandLine().loadClass("io.github.realip.cli.Cli");
    System.exit((Integer) commandLine
        .getMethod("run", String[].class, InputStream.class, PrintStream.class, PrintStream.class)
        .invoke(null, arguments, System.in, System.out, System.err));
  }

  /** The version that the jar's manifest tells; {@code null} for classes that are in no jar. */
  public static String version() {
    Package agent = RealIpAgent.class.getPackage();
    return agent == null ? null : agent.getImplementationVersion();
  }

  /** Says which agent this is, as its version and its jar; {@code null} where that is not known. */
  public static String identity() {
    String version = version();
    return version == null ? null : "version " + version + " of " + place();
  }

  /** The code source that this class comes from, or {@code null}. */
  static String place() {
    CodeSource source = RealIpAgent.class.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null ? null : source.getLocation().toString();
  }

  /**
   * Leaves the mark of a JVM with the agent, {@link Attachment#MARK}, or takes it away.
   *
   * @param state what the agent does, in one line; empty as long as it does nothing; {@code null} if it is gone
   */
  public static void mark(String state) {
    try {
      if (state != null) {
        System.setProperty(Attachment.MARK, identity() + (state.isEmpty() ? "" : "; " + state));
      } else {
        System.clearProperty(Attachment.MARK);
      }
    } catch (SecurityException denied) {
      AgentLog.debug("the security manager denies the mark: " + denied);
    }
  }

  /** A copy: the application may replace the system properties before its first request class is loaded. */
  static Properties properties() {
    return (Properties) System.getProperties().clone();
  }
}
