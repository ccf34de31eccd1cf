package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What is in {@code .github}: a platform that is not here runs it, so it may name only what is tried out here. */
class WorkflowsTest {
  private static final Path ROOT = BuiltFiles.documentation("..").normalize();
  private static final Path GITHUB = ROOT.resolve(".github");
  /** What a workflow knows only when it runs, and what a page writes for it. */
  private static final Map<String, String> EXAMPLES = Map.of("$PART", "2", "${TAG#v}", "VERSION",
      "\"$TAG\"", "vVERSION", "$REGISTRY", "registry.example.com");
  /** The platform's own way to hand a value to the next step. */
  private static final Pattern OUTPUT = Pattern.compile("(echo \"[a-z-]+=\\$\\(cat [a-z-]+\\.txt\\)\" "
      + ">>\"\\$GITHUB_OUTPUT\"(; )?)+");

  @Test
  void eachCommandIsOneThatAPageShows() throws IOException {
    Set<String> shown = new TreeSet<>();
    List<Path> pages = new ArrayList<>(files(ROOT.resolve("docs"), ".md"));
    pages.addAll(List.of(ROOT.resolve("README.md"), ROOT.resolve("test-apps/README.md")));
    for (Path page : pages) {
      String begun = "";
      for (String line : Files.readAllLines(page)) {
        String whole = begun + line.strip();
        begun = whole.endsWith("\\") ? whole.substring(0, whole.length() - 1) : "";
        shown.add(whole.replaceFirst(" {2,}# .*", "").replaceAll("[0-9]+\\.[0-9]+\\.[0-9]+", "VERSION"));
      }
    }
    List<String> commands = new ArrayList<>();
    for (Path workflow : files(GITHUB.resolve("workflows"), ".yaml")) {
      collect(new Yaml().load(Files.readString(workflow)), commands);
    }
    assertTrue(commands.size() >= 10, commands::toString);
    commands.removeIf(command -> OUTPUT.matcher(command).matches() || shown.contains(asShown(command)));
    assertEquals(List.of(), commands, "no page shows these");
  }

  private static String asShown(String command) {
    String line = command;
    for (Map.Entry<String, String> example : EXAMPLES.entrySet()) {
      line = line.replace(example.getKey(), example.getValue());
    }
    return line;
  }

  private static void collect(Object node, List<String> commands) {
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> {
        if (key.equals("run") && value instanceof String text) {
          commands.addAll(text.strip().lines().toList());
        } else {
          collect(value, commands);
        }
      });
    } else if (node instanceof List<?> list) {
      list.forEach(each -> collect(each, commands));
    }
  }

  @Test
  void actionlintFindsNothing() throws Exception {
    List<String> command = new ArrayList<>(List.of(Installed.program("actionlint").toString(), "-no-color"));
    files(GITHUB.resolve("workflows"), ".yaml").forEach(file -> command.add(file.toString()));
    try (ChildProcess lint = ChildProcess.start(BuiltFiles.work("actionlint"), Map.of(), command)) {
      assertEquals(0, lint.exitCode(120), lint::log);
    }
  }

  /** Renovate's expression takes every line of the matrix, its version and its artifact. */
  @Test
  void theMatrixIsMovedWhole() throws IOException {
    Map<?, ?> settings = new Yaml().load(Files.readString(GITHUB.resolve("renovate.json"))); // JSON is YAML
    Map<?, ?> manager = (Map<?, ?>) ((List<?>) settings.get("customManagers")).get(0);
    String file = ((List<?>) manager.get("managerFilePatterns")).get(0).toString().replaceAll("^/|/$", "");
    Path matrix = ROOT.resolve("test-apps/containers/src/main/resources/io/github/realip/containers/containers.csv");
    assertTrue(Pattern.compile(file).matcher(ROOT.relativize(matrix).toString()).find(), file);
    Matcher found = Pattern.compile(((List<?>) manager.get("matchStrings")).get(0).toString())
        .matcher(Files.readString(matrix));
    List<String> moved = new ArrayList<>();
    while (found.find()) {
      moved.add(found.group("depName") + " " + found.group("currentValue"));
    }
    assertEquals(Matrix.containers().stream().filter(each -> !each.coordinates().isEmpty()) // not in the JDK itself
        .map(each -> each.coordinates().replaceFirst("^([^:]+:[^:]+):.*", "$1") + " " + each.version()).toList(),
        moved);
  }

  /** Each form asks for what the agent says about itself. */
  @Test
  void theFormsAskForStatusAndExplain() throws IOException {
    Map<?, ?> form = new Yaml().load(Files.readString(GITHUB.resolve("ISSUE_TEMPLATE/wrong-address.yml")));
    Set<Object> required = new TreeSet<>();
    for (Object each : (List<?>) form.get("body")) {
      Map<?, ?> field = (Map<?, ?>) each;
      if (field.get("validations") instanceof Map<?, ?> validations && validations.get("required").equals(true)) {
        required.add(field.get("id"));
      }
    }
    assertTrue(required.containsAll(Set.of("status", "explain")), required::toString);
    for (Path other : files(GITHUB.resolve("ISSUE_TEMPLATE"), ".yml")) {
      String text = Files.readString(other);
      assertTrue(other.endsWith("config.yml") || text.contains("java -jar realip-agent.jar status PID --json"),
          other::toString);
    }
  }

  /** The project's address stands in the POM; here is the one place that cannot take it from there. */
  @Test
  void holesAreReportedWhereTheProjectIs() throws IOException {
    String home = Files.readString(ROOT.resolve("pom.xml"))
        .replaceFirst("(?s).*<realip.home>(.*)</realip.home>.*", "$1");
    String links = Files.readString(GITHUB.resolve("ISSUE_TEMPLATE/config.yml"));
    assertTrue(links.contains(" " + home + "/security/advisories/new\n"), links);
  }

  /** What CONTRIBUTING and the other pages there point at is there. */
  @Test
  void thePlacesAreReal() throws IOException {
    Pattern place = Pattern.compile("\\]\\((?!http)([^)#]+)[^)]*\\)|`((?:agent|test-apps|docs)/[^`]+)`");
    for (Path page : files(GITHUB, ".md")) {
      Matcher matcher = place.matcher(Files.readString(page));
      while (matcher.find()) {
        Path named = matcher.group(1) != null ? page.resolveSibling(matcher.group(1)) : ROOT.resolve(matcher.group(2));
        assertTrue(Files.exists(named) || named.toString().contains("/target/"), () -> page + ": " + matcher.group());
      }
    }
  }

  private static List<Path> files(Path directory, String end) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(end)
          && !file.toString().matches(".*/(target|node_modules)/.*")).sorted().toList();
    }
  }
}
