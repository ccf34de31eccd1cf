package io.github.realip.cli;

import io.github.realip.config.Configuration;
import io.github.realip.config.Key;
import io.github.realip.config.Printable;
import io.github.realip.config.Problem;
import io.github.realip.config.Setting;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the configuration that an agent would have here. */
@Command(name = "check",
    description = "Shows the configuration that an agent started here would have: every value, where it comes from,"
        + " what it overrides, and what is wrong. The options stand for the agent's own settings and rank above them.",
    footer = {"", "Example:", "  REALIP_TRUSTED_PROXIES=10.0.0.0/24 java -jar realip-agent.jar check"})
final class Check implements Callable<Integer> {

  private final Properties properties;
  private final Map<String, String> environment;
  private CommandSpec spec;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
  private boolean help;

  Check(Properties properties, Map<String, String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  @Spec
  void setSpec(CommandSpec command) {
    spec = command;
    SettingOptions.addTo(command, Key.values());
  }

  @Override
  public Integer call() {
    Configuration configuration =
        Configuration.load(SettingOptions.layers(spec), properties, environment, null);
    PrintWriter out = spec.commandLine().getOut();
    Ansi ansi = spec.commandLine().getColorScheme().ansi();
    int width = 0;
    for (Key key : Key.values()) {
      width = Math.max(width, Math.min(40, value(configuration, key).length()));
    }
    for (Key key : Key.values()) {
      Setting setting = configuration.setting(key);
      out.println(String.format("%-16s %-" + width + "s   %s", key.label(), value(configuration, key),
          setting.origin()));
      for (String overridden : setting.overridden()) {
        out.println(String.format("%-16s   overrides %s", "", overridden));
      }
    }
    out.println();
    int status = Cli.OK;
    for (Problem problem : configuration.problems()) {
      status = problem.switchesOff() ? Cli.INVALID : status;
      out.println(problem.toString().replaceFirst("^(error|warning):",
          ansi.string(problem.switchesOff() ? "@|bold,red $1:|@" : "@|bold,yellow $1:|@")));
    }
    out.println(configuration.summary());
    return status;
  }

  private static String value(Configuration configuration, Key key) {
    String value = configuration.setting(key).value();
    return value.isEmpty() ? "(none)" : Printable.escape(value);
  }
}
