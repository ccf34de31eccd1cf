package io.github.realip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.realip.config.Configuration;
import io.github.realip.config.Layer;
import io.github.realip.config.Preset;
import io.github.realip.config.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lines of docs/ingresses.md are taken as they are and say where they are from, and {@code check} knows the same
 * table.
 */
class IngressesTest {

  private static final Path PAGE = Path.of("../../docs/ingresses.md");
  private static final Path CASES = Path.of("src/test/resources/io/github/realip/cli/gateways.jsonl");
  private static final Path SOURCES = Path.of("../../test-apps");
  private static final String GATEWAY = "10.244.2.45";
  private static final String BALANCER = "100.64.0.80";
  private static final String CLIENT = "203.0.113.10";
  private static final String FORGED = "1.2.3.4";
  /** One hop is what is right with most gateways; those that it is wrong with believe everybody themselves. */
  private static final Map<String, String> WITHOUT_A_CURE = Map.of("trusted-proxies", GATEWAY, "trusted-hops", "1");
  private static final Pattern LINE = Pattern.compile("`([a-z-]+)=([^`]+)`");
  /** The rows that {@code check} warns of: they are right with the controller that they name. */
  private static final List<String> ACCEPTED = List.of("X-Original-Forwarded-For", "X-Real-IP", "trusted-hops");

  @TempDir
  private Path directory;

  /** What a row is about, its lines, and where it is from. */
  private record Row(String text, Map<String, String> settings, String from) {

    Configuration configuration() {
      return IngressesTest.configuration(settings);
    }
  }

  private static Configuration configuration(Map<String, String> settings) {
    return Configuration.of(List.of(Layer.of("", "the page", settings)), List.<String>of());
  }

  private List<Row> rows() throws IOException {
    Files.writeString(directory.resolve("frontdoor.txt"), "192.0.2.0/24\n");
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.replaceFirst(" \\|$", "").split(" \\| ");
      if (cells.length == 3 && !cells[0].equals("| situation")) {
        Map<String, String> settings = new LinkedHashMap<>();
        Matcher lines = LINE.matcher(cells[1]);
        while (lines.find()) {
          settings.put(lines.group(1), lines.group(2).replace("/realip-config", directory.toString()));
        }
        rows.add(new Row(cells[0].substring(2), settings, cells[2]));
      }
    }
    assertTrue(rows.size() > 25, rows::toString);
    return rows;
  }

  @Test
  void eachRowIsTakenWithoutAMistake() throws IOException {
    for (Row row : rows()) {
      if (!row.settings().isEmpty()) {
        Configuration configuration = row.configuration();
        assertTrue(configuration.isActive() || row.settings().containsKey("proxy-protocol"), row::toString);
        assertTrue(configuration.isValid(), row::toString);
        assertEquals(List.of(), Cautions.of(configuration, ACCEPTED), row::toString);
      }
    }
  }

  /** Measured cases answer with the client by the lines of the row; else a test, a row of the lab or a page has it. */
  @Test
  void eachRowSaysWhereItIsFrom() throws IOException {
    String lab = Files.readString(SOURCES.resolve("lab/src/main/resources/io/github/realip/lab/situations.txt"));
    Set<String> presets = Presets.all().stream().map(Preset::name).collect(Collectors.toSet());
    for (Row row : rows()) {
      boolean found = row.from().contains("](https://");
      Matcher names = Pattern.compile("`([^`]+)`").matcher(row.from());
      while (names.find()) {
        String name = names.group(1);
        boolean isTest = name.matches("[A-Z]\\w+(IT|Tests)");
        if (isTest) {
          assertTrue(isTest(name), row::toString);
        } else if (name.matches("\\d[a-z]")) {
          assertTrue(lab.contains("\n" + name + " "), row::toString);
        } else if (name.contains(" ") || name.equals("caddy") || name.equals("nginx")) {
          assertMeasured(row, name);
        } else {
          assertTrue(presets.contains(name) || name.contains("-") || name.contains("."), row + ": " + name);
        }
        found |= isTest || presets.contains(name) || name.contains(" ") || name.matches("\\d[a-z]|caddy|nginx");
      }
      assertTrue(found, row::toString);
    }
  }

  private static boolean isTest(String name) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.anyMatch(file -> file.endsWith(name + ".java"));
    }
  }

  private static void assertMeasured(Row row, String name) throws IOException {
    Map<String, String> settings = new TreeMap<>();
    row.settings().forEach((key, value) -> settings.put(key, value.replace("=single", "")
        .replace("dns:ingress-pods.ingress.svc.cluster.local", GATEWAY).replace("10.0.0.7", GATEWAY)
        .replaceAll("10\\.0\\.1\\.(0/24|7)", BALANCER)));
    List<JsonObject> same = cases().stream()
        .filter(each -> text(each, "id").matches(Pattern.quote(name) + "(,? forged( twice)?)? / .*"))
        .filter(each -> settings.equals(settings(each))).toList();
    assertTrue(!same.isEmpty(), row + ": no case of " + name + " has " + settings);
    same.forEach(each -> assertEquals(CLIENT, text(each, "expect"), each::toString));
  }

  /** Whatever is seen to let a client choose, because of the header or the count alone, {@code check} warns of. */
  @Test
  void checkWarnsOfWhatClientsCanForge() throws IOException {
    int forged = 0;
    for (JsonObject each : cases()) {
      Map<String, String> settings = settings(each);
      boolean byChoice = settings.containsKey("headers") || settings.containsKey("trusted-hops");
      if (byChoice && text(each, "expect").equals(FORGED) && !settings.equals(WITHOUT_A_CURE)) {
        forged++;
        assertNotEquals(List.of(), Cautions.of(configuration(settings), List.of()), each::toString);
      }
    }
    assertTrue(forged > 10, forged + " cases");
  }

  private static List<JsonObject> cases() throws IOException {
    List<JsonObject> cases = new ArrayList<>();
    for (String line : Files.readAllLines(CASES)) {
      cases.add(JsonParser.parseString(line).getAsJsonObject());
    }
    return cases;
  }

  private static Map<String, String> settings(JsonObject of) {
    Map<String, String> settings = new TreeMap<>();
    of.getAsJsonObject("config").entrySet()
        .forEach(each -> settings.put(each.getKey(), each.getValue().getAsString()));
    return settings;
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }

  @Test
  void noPresetIsForgotten() throws IOException {
    String page = Files.readString(PAGE);
    for (Preset preset : Presets.all()) {
      assertTrue(page.contains(preset.name()), preset.name());
    }
  }
}
