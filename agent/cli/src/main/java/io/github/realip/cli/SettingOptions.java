package io.github.realip.cli;

import io.github.realip.config.Key;
import io.github.realip.config.Layer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The settings as options of a command, under their own names and as {@code -Drealip.NAME=VALUE}. */
final class SettingOptions {

  private static final String DEFINE = "-D";

  private SettingOptions() {
  }

  static void addTo(CommandSpec command, Key... keys) {
    for (Key key : keys) {
      String byDefault = key.defaultValue().isEmpty() ? "" : " Default: " + key.defaultValue() + ".";
      String meaning = Character.toUpperCase(key.meaning().charAt(0)) + key.meaning().substring(1) + ".";
      command.addOption(OptionSpec.builder(key == Key.MODE ? new String[] {"--mode", "--enabled"}
          : new String[] {"--" + key.label()})
          .paramLabel("VALUE").type(String.class).description((meaning + byDefault).replace("%", "%%")).build());
    }
    command.addOption(OptionSpec.builder(DEFINE)
        .paramLabel("realip.NAME=VALUE").type(Map.class).auxiliaryTypes(String.class, String.class)
        .description("A setting as the agent takes it; an option of that name ranks higher.").build());
  }

  /** Returns what was given on the command line, the options above the system properties. */
  static List<Layer> layers(CommandSpec command) {
    Map<String, String> options = new LinkedHashMap<>();
    Properties properties = new Properties();
    for (OptionSpec option : command.options()) {
      String name = option.names()[0];
      Object value = option.getValue();
      if (name.equals(DEFINE) && value != null) {
        properties.putAll((Map<?, ?>) value);
      } else if (name.startsWith("--") && Key.named(name.substring(2)) != null && value != null) {
        options.put(name.substring(2), (String) value);
      }
    }
    return Arrays.asList(Layer.of("option --", "the command line", options), Layer.systemProperties(properties));
  }
}
