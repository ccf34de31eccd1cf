package io.github.realip.cli;

import io.github.realip.address.Cidr;
import io.github.realip.config.Key;
import io.github.realip.config.Preset;
import io.github.realip.config.Presets;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the presets. */
@Command(name = "presets",
    description = "Lists the platform presets of trusted-proxies: name, date, source, settings, ranges.")
final class ListPresets implements Runnable {

  @Spec
  private CommandSpec spec;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
  private boolean help;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    for (Preset preset : Presets.all()) {
      if (!preset.leftOut().isEmpty()) {
        out.println(preset.name() + "   not included: use @FILE with the ranges of " + preset.leftOut());
        continue;
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
}
