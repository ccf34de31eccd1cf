package io.github.realip.cli;

import io.github.realip.Attachment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes the agent out of a running JVM. */
@Command(name = "detach",
    description = "Takes the agent out of a running JVM, however it came in: every woven class gets its own code back.",
    footer = {"", "Example:", "  java -jar realip-agent.jar detach 4711"})
final class Detach implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Mixin
  private RunningJvm jvm;

  @Override
  public Integer call() {
    return jvm.tell(Attachment.DETACH, spec.commandLine());
  }
}
