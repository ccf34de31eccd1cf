package io.github.realip.cli;

import io.github.realip.address.Cidr;
import io.github.realip.config.Key;
import io.github.realip.config.Preset;
import io.github.realip.config.Presets;
import io.github.realip.config.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the presets. */
@Command(name = "presets",
    description = "Lists the platform presets of trusted-proxies: name, date, source, settings, ranges.",
    footer = {"", "Example:", "  java -jar realip-agent.jar presets google-lb"})
final class ListPresets implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "The presets to list. Default: all.")
  private List<String> wanted = new ArrayList<>();

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
  private boolean help;

  @Override
  public Integer call() {
    List<String> known = new ArrayList<>();
    for (Preset preset : Presets.all()) {
      known.add(preset.name());
    }
    for (String name : wanted) {
      if (!known.contains(name)) {
        spec.commandLine().getErr().println("error: unknown preset " + Printable.quote(name)
            + Cli.didYouMean(name, known.toArray(new String[0])));
        return Cli.MISTAKE;
      }
    }
    for (Preset preset : Presets.all()) {
      if (wanted.isEmpty() || wanted.contains(preset.name())) {
        print(preset, spec.commandLine().getOut());
      }
    }
    return Cli.OK;
  }

  private static void print(Preset preset, PrintWriter out) {
    if (!preset.leftOut().isEmpty()) {
      out.println(preset.name() + "   not included: use @FILE with the ranges of " + preset.leftOut());
      return;
    }
    out.println(preset.name() + "   " + preset.date() + "   " + preset.source());
    if (!preset.note().isEmpty()) {
      out.println("  # " + preset.note());
    }
    for (Map.Entry<Key, String> setting : preset.settings().entrySet()) {
      out.println("  " + setting.getKey().label() + "=" + setting.getValue());
    }
    for (Cidr range : preset.ranges()) {
      out.println("  " + range);
    }
    out.println();
  }
}
