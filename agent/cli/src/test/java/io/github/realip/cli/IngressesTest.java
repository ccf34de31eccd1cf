package io.github.realip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.config.Configuration;
import io.github.realip.config.Layer;
import io.github.realip.config.Preset;
import io.github.realip.config.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of docs/ingresses.md are taken as they are, and what {@code check} says against one stands in its row. */
class IngressesTest {

  private static final Path PAGE = Path.of("../../docs/ingresses.md");
  private static final Pattern LINE = Pattern.compile("`([a-z-]+)=([^`]+)`");
  /** The rows that {@code check} warns of: they are right with the controller that they name. */
  private static final List<String> ACCEPTED = List.of("X-Original-Forwarded-For", "X-Real-IP", "trusted-hops");

  @TempDir
  private Path directory;

  @Test
  void eachRowIsTakenWithoutAMistake() throws IOException {
    Files.writeString(directory.resolve("frontdoor.txt"), "192.0.2.0/24\n");
    int rows = 0;
    for (String row : Files.readAllLines(PAGE)) {
      Map<String, String> settings = new LinkedHashMap<>();
      String[] cells = row.split(" \\| ");
      Matcher lines = LINE.matcher(row.startsWith("| ") && cells.length > 1 ? cells[1] : "");
      while (lines.find()) {
        settings.put(lines.group(1), lines.group(2).replace("/realip-config", directory.toString()));
      }
      if (!settings.isEmpty()) {
        rows++;
        Configuration configuration =
            Configuration.of(List.of(Layer.of("", "the page", settings)), List.<String>of());
        assertTrue(configuration.isActive() || settings.containsKey("proxy-protocol"), row);
        assertTrue(configuration.isValid(), row);
        assertEquals(List.of(), Cautions.of(configuration, ACCEPTED), row);
      }
    }
    assertTrue(rows > 20, rows + " rows");
  }

  @Test
  void noPresetIsForgotten() throws IOException {
    String page = Files.readString(PAGE);
    for (Preset preset : Presets.all()) {
      assertTrue(page.contains(preset.name()), preset.name());
    }
  }
}
