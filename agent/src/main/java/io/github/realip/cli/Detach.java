package io.github.realip.cli;

import io.github.realip.Attachment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes the agent out of a running JVM. */
@Command(name = "detach",
    description = "Takes the agent out of a running JVM, however it came in: every woven class gets its own code back.",
    footer = {"", "Example:", "  java -jar realip-agent.jar detach 4711"})
final class Detach implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "PID", description = "The JVM's process id, as this machine or container has it.")
  private String pid;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
  private boolean help;

  @Override
  public Integer call() {
    return new RunningJvm(pid).tell(Attachment.DETACH, spec.commandLine());
  }
}
