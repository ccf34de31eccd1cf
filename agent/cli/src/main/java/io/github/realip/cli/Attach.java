package io.github.realip.cli;

import io.github.realip.config.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Switches the agent on in a running JVM. */
@Command(name = "attach",
    description = "Switches the agent on in a running JVM of the same user, in this or in another container. What is"
        + " given here ranks above the JVM's own system properties and environment.",
    footer = {"", "Example:", "  java -jar realip-agent.jar attach 4711 trusted-proxies=10.0.0.0/24"})
final class Attach implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Mixin
  private RunningJvm jvm;

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME=VALUE",
      description = "Settings, as behind -javaagent:realip-agent.jar=")
  private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() {
    StringBuilder arguments = new StringBuilder();
    for (String setting : settings) {
      if (setting.indexOf('=') < 1 || setting.indexOf(';') >= 0) {
        throw new ParameterException(spec.commandLine(), "A setting is NAME=VALUE, without a semicolon, unlike "
            + setting);
      }
      String name = setting.substring(0, setting.indexOf('='));
      if (Key.named(name) == null) {
        throw new ParameterException(spec.commandLine(), "There is no setting " + name + Cli.didYouMean(name, known()));
      }
      arguments.append(arguments.length() == 0 ? "" : ";").append(setting);
    }
    return jvm.tell(arguments.toString(), spec.commandLine());
  }

  private static String[] known() {
    Key[] keys = Key.values();
    String[] names = new String[keys.length];
    for (Key key : keys) {
      names[key.ordinal()] = key.label();
    }
    return names;
  }
}
