package io.github.realip.cli;

import io.github.realip.address.Cidr;
import io.github.realip.config.Configuration;
import io.github.realip.config.Key;
import io.github.realip.config.Layer;
import io.github.realip.config.Printable;
import io.github.realip.config.Problem;
import io.github.realip.config.Setting;
import io.github.realip.names.NameService;
import io.github.realip.names.SystemNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
        + " what it overrides, and what is wrong. The options stand for the agent's own settings and rank above them."
        + " The exit status is 1 if something is wrong, if a key is not known, or if rewriting would be off and nobody"
        + " has switched it off.",
    footer = {"", "Example:", "  REALIP_TRUSTED_PROXIES=10.0.0.0/24 java -jar realip-agent.jar check --strict"})
final class Check implements Callable<Integer> {

  private final Properties properties;
  private final Map<String, String> environment;
  private CommandSpec spec;

  @Option(names = "--agent-arguments", paramLabel = "TEXT",
      description = "Agent arguments, the text behind -javaagent:realip-agent.jar=, if no variable has them.")
  private String agentArguments;

  @Option(names = "--jvm-options", paramLabel = "TEXT", description = "Options of the JVM that are in no variable."
      + " Those of JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS, JAVA_OPTS, MODULE_OPTS, JAVA_OPTIONS and CATALINA_OPTS are read"
      + " without it.")
  private String jvmOptions;

  @Option(names = "--resolve", description = "Looks the entries dns:NAME up, as the agent will.")
  private boolean resolve;

  @Option(names = "--strict", description = "Makes the exit status 1 for warnings, too.")
  private boolean strict;

  @Option(names = "--accept", paramLabel = "NAME", description = "A header, or trusted-hops, that is right with your"
      + " proxies, so that nothing is to be warned about; may be repeated.")
  private List<String> accepted = new ArrayList<>();

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
  private boolean help;

  private int errors;
  private int warnings;

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
    LaunchOptions launch = new LaunchOptions(environment, jvmOptions);
    Configuration configuration = configuration(launch);
    PrintWriter out = spec.commandLine().getOut();
    values(configuration, out);
    out.println();
    for (Problem problem : configuration.problems()) {
      say(!problem.isWarning(), problem.toString());
    }
    for (String warning : launch.warnings()) {
      say(false, "warning: " + warning);
    }
    for (String caution : Cautions.of(configuration, accepted)) {
      say(false, "warning: " + caution);
    }
    if (resolve) {
      NameService service = new SystemNames();
      for (String name : configuration.dnsNames()) {
        lookUp(service, name, out);
      }
    }
    out.println(configuration.summary());
    boolean rewritesMore = configuration.rewritesOrigin() || configuration.clientHeaders() != null;
    if (rewritesMore && configuration.isValid()) {
      drawSample(configuration, out);
    }
    return errors > 0 || strict && warnings > 0 || isOffByMistake(configuration) ? Cli.MISTAKE : Cli.OK;
  }

  private Configuration configuration(LaunchOptions launch) {
    List<Layer> layers = new ArrayList<>(SettingOptions.layers(spec));
    layers.add(Layer.systemProperties(launch.withoutOwn(properties)));
    layers.addAll(launch.layers());
    return Configuration.load(layers, new Properties(), environment,
        agentArguments != null ? agentArguments : launch.agentArguments());
  }

  private static void values(Configuration configuration, PrintWriter out) {
    int width = 0;
    for (Key key : Key.values()) {
      width = Math.max(width, Math.min(40, value(configuration, key).length()));
    }
    for (Key key : Key.values()) {
      Setting setting = configuration.setting(key);
      out.println(String.format("%-22s %-" + width + "s   %s", key.label(), value(configuration, key),
          setting.origin()));
      for (String overridden : setting.overridden()) {
        out.println(String.format("%-22s   overrides %s", "", overridden));
      }
    }
  }

  private static String value(Configuration configuration, Key key) {
    String value = configuration.setting(key).value();
    return value.isEmpty() ? "(none)" : Printable.escape(value);
  }

  /** Prints a line that begins with its level. */
  private void say(boolean mistake, String line) {
    if (mistake) {
      errors++;
    } else {
      warnings++;
    }
    Ansi ansi = spec.commandLine().getColorScheme().ansi();
    int level = line.indexOf(':') + 1;
    String colour = line.startsWith("error") ? "red" : "yellow";
    spec.commandLine().getOut().println(
        ansi.string("@|bold," + colour + " " + line.substring(0, level) + "|@") + line.substring(level));
  }

  /** Shows what the application would see of a request from a trusted proxy. */
  private void drawSample(Configuration configuration, PrintWriter out) {
    SampleRequest sample =
        new SampleRequest(configuration, configuration.rules(Collections.<String, List<Cidr>>emptyMap()));
    out.println();
    out.println("a request of a trusted proxy, " + sample);
    sample.draw(new Drawing(out, spec.commandLine().getColorScheme().ansi()));
  }

  private void lookUp(NameService service, String name, PrintWriter out) {
    try {
      List<String> addresses = service.addresses(name);
      if (!addresses.isEmpty()) {
        out.println("dns:" + name + " is " + String.join(", ", addresses));
        return;
      }
      say(true, "error: dns:" + name + " has no address here, so nobody is trusted by it; check the name, and run this"
          + " where the application runs");
    } catch (IOException e) {
      say(true, "error: dns:" + name + ": " + e.getMessage() + ", so nobody is trusted by it; check the name service");
    }
  }

  /** Whether nothing is rewritten, and nobody has said that this is to be so. */
  private static boolean isOffByMistake(Configuration configuration) {
    Setting trusted = configuration.setting(Key.TRUSTED_PROXIES);
    boolean trustsNobodyOnPurpose = trusted.value().isEmpty() && !trusted.origin().equals("default");
    return !configuration.isActive() && !trustsNobodyOnPurpose
        && !configuration.isSwitchedOff();
  }
}
