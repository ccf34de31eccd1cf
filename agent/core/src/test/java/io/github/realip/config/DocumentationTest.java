package io.github.realip.config;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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

  @ParameterizedTest
  @MethodSource("presets")
  void everyPresetIsNamed(Preset preset) throws IOException {
    assertTrue(Files.readString(PAGE).contains("`" + preset.name() + "`"), preset.name());
  }

  static Collection<Preset> presets() {
    return Presets.all();
  }
}
