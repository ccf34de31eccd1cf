package io.github.realip.config;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/configuration.md knows every setting and every preset. */
class DocumentationTest {

  private static final Path PAGE = Path.of("..", "..", "docs", "configuration.md");

  @ParameterizedTest
  @EnumSource
  void everyKeyHasARowWithItsDefaultAndASectionWithAnExample(Key key) throws IOException {
    String page = Files.readString(PAGE);
    String label = key.label();
    String byDefault = key.defaultValue().isEmpty() ? "(none|nobody)" : "`" + key.defaultValue() + "`";

    assertTrue(page.lines().anyMatch(line -> line.matches("\\| \\[`" + label + "`]\\(#" + label + "\\) \\| "
        + byDefault + " \\| .*")), "no row for " + label);
    int section = page.indexOf("\n## " + label + "\n");
    assertTrue(section >= 0, "no section for " + label);
    int end = page.indexOf("\n## ", section + 1);
    assertTrue(page.substring(section, end).contains("\n    realip." + label + "="), "no example for " + label);
  }

  /** The table is made from the data file, so that a preset is written down once. */
  @Test
  void everyPresetHasItsRow() throws IOException {
    StringBuilder table = new StringBuilder("| preset | as of | source | |\n|---|---|---|---|\n");
    for (Preset preset : Presets.all()) {
      String remark = preset.leftOut().isEmpty() ? preset.note()
          : "comes without ranges: write `@FILE` with those of " + preset.leftOut();
      for (Map.Entry<Key, String> each : preset.settings().entrySet()) {
        remark = "brings `" + each.getKey().label() + "=" + each.getValue() + "`" + (remark.isEmpty() ? "" : ": "
            + remark);
      }
      table.append("| `").append(preset.name()).append("` | ").append(preset.date()).append(" | ")
          .append(preset.source()).append(" | ").append(remark).append(" |\n");
    }
    GoldenFile.assertPart(PAGE, "presets", table.toString().replace("  ", " "));
  }
}
