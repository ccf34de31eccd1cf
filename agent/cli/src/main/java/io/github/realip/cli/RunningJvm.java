package io.github.realip.cli;

import io.github.realip.Attachment;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.bytebuddy.agent.ByteBuddyAgent.AttachmentProvider;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * A running JVM, reached through the attach mechanism of the JDK that runs the command line; a part of the commands
 * that need one.
 */
final class RunningJvm {

  /** Where a JDK may have the mechanism: a module, IBM's package, {@code tools.jar}. Nothing that needs native code. */
  private static final AttachmentProvider JDK = new AttachmentProvider.Compound(
      AttachmentProvider.ForModularizedVm.INSTANCE,
      AttachmentProvider.ForJ9Vm.INSTANCE,
      AttachmentProvider.ForStandardToolsJarVm.JVM_ROOT,
      AttachmentProvider.ForStandardToolsJarVm.JDK_ROOT,
      AttachmentProvider.ForStandardToolsJarVm.MACINTOSH);

  private static final String JAVA_8 = "1.8";

  /** Found once: Java 8's native code for it can be in one class loader only. */
  private static AttachmentProvider.Accessor found;
  /** The exit status if the agent is at work as was asked for, but with another jar's code. */
  private static final int OTHER_BUILD = 3;

  @Parameters(index = "0", paramLabel = "PID",
      description = "The JVM's process id, as this machine or container has it.")
  private String pid;

  @Option(names = "--jar", paramLabel = "PATH", description = "Where the JVM sees a copy of this jar, if it is in"
      + " another container. Default: where this one is.")
  private String jar;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
  private boolean help;

  /** The build of the agent that has answered, or {@code null}. */
  private String build;

  /**
   * Has the JVM load the agent with these arguments, and prints what the agent answers.
   *
   * @return the exit status
   */
  int tell(String arguments, CommandLine command) {
    assertIsNumber(command);
    List<String> answer;
    try {
      answer = Arrays.asList(answer(arguments).split("\n"));
    } catch (CannotAttachException reason) {
      command.getErr().println("error: " + reason.getMessage());
      return Cli.MISTAKE;
    }
    boolean done = answer.get(0).equals(Attachment.DONE);
    for (String line : answer.subList(2, answer.size())) {
      (done ? command.getOut() : command.getErr()).println(line);
    }
    if (!done || arguments.equals(Attachment.DETACH) || Attachment.build().equals(build)) {
      return done ? Cli.OK : Cli.MISTAKE;
    }
    command.getErr().println("error: the agent in the JVM " + pid + " is not this jar's but that of the jar which came"
        + " into the JVM first, and stays so until the JVM is restarted");
    return OTHER_BUILD;
  }

  /** The other JVMs of this machine or container that the JDK knows of: the main class or jar by the process id. */
  static Map<String, String> all() throws CannotAttachException {
    Map<String, String> names = new LinkedHashMap<>();
    Class<?> api = api();
    try {
      for (Object each : (List<?>) api.getMethod("list").invoke(null)) {
        Class<?> descriptor = api.getClassLoader().loadClass("com.sun.tools.attach.VirtualMachineDescriptor");
        names.put((String) descriptor.getMethod("id").invoke(each),
            (String) descriptor.getMethod("displayName").invoke(each));
      }
    } catch (ReflectiveOperationException failure) {
      throw new CannotAttachException("cannot list JVMs: " + failure);
    }
    names.remove(ManagementFactory.getRuntimeMXBean().getName().split("@")[0]); // this one
    return names;
  }

  /** A JVM that is not named on the command line. */
  static RunningJvm of(String pid) {
    RunningJvm jvm = new RunningJvm();
    jvm.pid = pid;
    return jvm;
  }

  /**
   * The state of the agent there, as the JSON text that it answers with.
   *
   * @return {@code null} if there is no agent in the JVM, into which nothing is loaded then
   */
  String status(CommandLine command) throws CannotAttachException {
    assertIsNumber(command);
    String answer = answer(Attachment.STATUS);
    if (answer == null) {
      return null;
    }
    String[] lines = answer.split("\n", 3);
    if (!lines[0].equals(Attachment.DONE)) {
      throw new CannotAttachException("the agent of the JVM " + pid + " tells no status: " + lines[2].trim());
    }
    return lines[2].trim();
  }

  /** What the agent there has left for whoever looks, {@link Attachment#MARK}, or {@code null} if there is none. */
  String mark() throws CannotAttachException {
    Class<?> type = api();
    new TargetProcess(pid).assertAttachable();
    try {
      Object jvm = attach(type);
      try {
        return ((Properties) type.getMethod("getSystemProperties").invoke(jvm)).getProperty(Attachment.MARK);
      } finally {
        type.getMethod("detach").invoke(jvm);
      }
    } catch (ReflectiveOperationException failure) {
      throw cannot(failure, "the Java that runs this command may be too old for it");
    }
  }

  private static Class<?> api() throws CannotAttachException {
    found = found == null ? JDK.attempt() : found;
    if (!found.isAvailable()) {
      throw new CannotAttachException("the Java that runs this command, " + System.getProperty("java.home")
          + ", cannot attach: it has no module jdk.attach, or, being Java 8, no lib/tools.jar; run it with a JDK's"
          + " java");
    }
    return found.getVirtualMachineType();
  }

  private String answer(String arguments) throws CannotAttachException {
    Class<?> type = api();
    TargetProcess process = new TargetProcess(pid);
    process.assertAttachable();
    boolean isStatus = arguments.equals(Attachment.STATUS);
    String path = jar != null || isStatus ? jar : process.pathThere(TargetProcess.ownJar());
    try {
      Object jvm = attach(type);
      try {
        return answer(type, jvm, path, arguments);
      } finally {
        type.getMethod("detach").invoke(jvm);
      }
    } catch (ReflectiveOperationException failure) {
      throw cannot(failure, "the Java that runs this command may be too old for it");
    }
  }

  private Object attach(Class<?> type) throws CannotAttachException, ReflectiveOperationException {
    try {
      return type.getMethod("attach", String.class).invoke(null, pid);
    } catch (InvocationTargetException failure) {
      throw cannot(failure, "it must not run with -XX:+DisableAttachMechanism, and must have a /tmp to write to"
          + (JAVA_8.equals(System.getProperty("java.specification.version"))
              ? "; the Java 8 that runs this command reaches into no other container" : ""));
    }
  }

  private void assertIsNumber(CommandLine command) {
    if (!pid.matches("[1-9][0-9]{0,9}")) {
      throw new ParameterException(command, "A process id is a number, unlike " + pid);
    }
  }

  /** The jar that the agent in a JVM comes from, so that a question brings nothing new in; or {@code null}. */
  private static String jarOf(String mark) {
    String url = mark.replaceFirst("; .*", "").replaceFirst("^version \\S+ of ", "");
    String file = url.replaceFirst("^jar:", "").replaceFirst("!/.*", "");
    try {
      return file.startsWith("file:") ? new File(new URI(file)).getPath() : null;
    } catch (URISyntaxException | IllegalArgumentException noFile) {
      return null;
    }
  }

  private String answer(Class<?> type, Object jvm, String given, String arguments)
      throws CannotAttachException, ReflectiveOperationException {
    Properties before = (Properties) type.getMethod("getSystemProperties").invoke(jvm);
    String version = String.valueOf(before.getProperty("java.specification.version"));
    if (version.matches("1\\.[0-7]")) {
      throw new CannotAttachException("the JVM " + pid + " is a Java " + version.substring(2)
          + "; the agent needs Java 8 or later there");
    }
    String path = given;
    if (arguments.equals(Attachment.STATUS)) {
      String mark = before.getProperty(Attachment.MARK);
      if (mark == null) {
        return null;
      }
      path = path != null ? path : jarOf(mark);
      if (path == null) {
        throw new CannotAttachException("cannot tell from where the JVM " + pid + " has its agent (" + mark
            + "); name the jar with --jar");
      }
    }
    InvocationTargetException failure = null;
    try {
      type.getMethod("loadAgent", String.class, String.class).invoke(jvm, path, arguments);
    } catch (InvocationTargetException maybe) {
      failure = maybe; // or not: Java 8 and the later ones misread each other's success
    }
    Properties after = (Properties) type.getMethod("getSystemProperties").invoke(jvm);
    build = after.getProperty(Attachment.BUILD);
    String answer = after.getProperty(Attachment.ANSWER);
    if (answer != null && !answer.equals(before.getProperty(Attachment.ANSWER))) {
      return answer;
    }
    if (failure == null) {
      throw new CannotAttachException("the JVM " + pid + " gives no answer; its standard error has what the agent"
          + " said");
    }
    throw cannot(failure, "its user must be able to read " + path + " there, it must have the module java.instrument"
        + " and not run with -XX:-EnableDynamicAgentLoading; its standard error may say more");
  }

  /** In one line: what, the JDK's own words for why, and what to look at. */
  private CannotAttachException cannot(ReflectiveOperationException failure, String hint) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new CannotAttachException("cannot attach to the JVM " + pid + ": " + reason.trim().replaceAll("\\s+", " ")
        + "; " + hint);
  }
}
