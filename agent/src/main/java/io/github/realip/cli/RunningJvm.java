package io.github.realip.cli;

import io.github.realip.Attachment;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Properties;
import net.bytebuddy.agent.ByteBuddyAgent.AttachmentProvider;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A running JVM, reached through the attach mechanism of the JDK that runs the command line. */
final class RunningJvm {

  /** Where a JDK may have the mechanism: a module, IBM's package, {@code tools.jar}. Nothing that needs native code. */
  private static final AttachmentProvider JDK = new AttachmentProvider.Compound(
      AttachmentProvider.ForModularizedVm.INSTANCE,
      AttachmentProvider.ForJ9Vm.INSTANCE,
      AttachmentProvider.ForStandardToolsJarVm.JVM_ROOT,
      AttachmentProvider.ForStandardToolsJarVm.JDK_ROOT,
      AttachmentProvider.ForStandardToolsJarVm.MACINTOSH);

  private final String pid;

  RunningJvm(String pid) {
    this.pid = pid;
  }

  /**
   * Has the JVM load the agent with these arguments, and prints what the agent answers.
   *
   * @return the exit status
   */
  int tell(String arguments, CommandLine command) {
    if (!pid.matches("[1-9][0-9]{0,9}")) {
      throw new ParameterException(command, "A process id is a number, unlike " + pid);
    }
    String[] answer;
    try {
      answer = answer(arguments).split("\n");
    } catch (CannotAttachException reason) {
      command.getErr().println("error: " + reason.getMessage());
      return Cli.INVALID;
    }
    boolean done = answer[0].equals(Attachment.DONE);
    for (String line : Arrays.asList(answer).subList(2, answer.length)) {
      (done ? command.getOut() : command.getErr()).println(line);
    }
    return done ? Cli.OK : Cli.INVALID;
  }

  private String answer(String arguments) throws CannotAttachException {
    AttachmentProvider.Accessor accessor = JDK.attempt();
    if (!accessor.isAvailable()) {
      throw new CannotAttachException("the Java that runs this command, " + System.getProperty("java.home")
          + ", cannot attach: it has no module jdk.attach, or, being Java 8, no lib/tools.jar; run it with a JDK's"
          + " java");
    }
    TargetProcess process = new TargetProcess(pid);
    process.assertAttachable();
    String jar = process.pathThere(TargetProcess.ownJar());
    Class<?> type = accessor.getVirtualMachineType();
    try {
      Object jvm = type.getMethod("attach", String.class).invoke(null, pid);
      try {
        Properties before = (Properties) type.getMethod("getSystemProperties").invoke(jvm);
        assertJava8(before);
        InvocationTargetException failed = null;
        try {
          type.getMethod("loadAgent", String.class, String.class).invoke(jvm, jar, arguments);
        } catch (InvocationTargetException failure) {
          failed = failure; // or not: Java 8 and the later ones misread each other's success
        }
        String answer = ((Properties) type.getMethod("getSystemProperties").invoke(jvm))
            .getProperty(Attachment.ANSWER);
        if (answer == null || answer.equals(before.getProperty(Attachment.ANSWER))) {
          if (failed != null) {
            throw failed;
          }
          throw new CannotAttachException("the JVM " + pid + " gives no answer; its standard error has what the agent"
              + " said");
        }
        return answer;
      } finally {
        type.getMethod("detach").invoke(jvm);
      }
    } catch (InvocationTargetException failure) {
      throw new CannotAttachException("the JVM " + pid + " cannot be attached to: " + line(failure.getCause()) + "; "
          + process.hint(failure.getCause(), jar));
    } catch (ReflectiveOperationException failure) {
      throw new CannotAttachException("the attach mechanism of " + System.getProperty("java.home") + " is not of the"
          + " known form: " + failure);
    }
  }

  private void assertJava8(Properties properties) throws CannotAttachException {
    String version = String.valueOf(properties.getProperty("java.specification.version"));
    if (version.matches("1\\.[0-7]")) {
      throw new CannotAttachException("the JVM " + pid + " is a Java " + version.substring(2)
          + "; the agent needs Java 8 or later there");
    }
  }

  private static String line(Throwable failure) {
    String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return text.trim().replaceAll("\\s+", " ");
  }
}
