package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * Whatever the documentation shows that goes to a JVM, in whatever way people hand it on: no JVM is stopped by it, and
 * no shell cuts it. A page that shows something of a new kind fails here until this test knows how people use it.
 */
class DocumentedLinesIT {
  /** What people may take over. */
  private static final Pattern WANTED = Pattern.compile("-javaagent|-Drealip|realip-agent\\.jar|REALIP_[A-Z]"
      + "|(JAVA_TOOL|JDK_JAVA|CATALINA|JAVA|MODULE)_(OPTIONS|OPTS)|^(export|ENV) |^realip\\.[a-z]");
  /** Names and places, with nothing to type. */
  private static final Pattern NAME = Pattern.compile("-javaagent:?(realip-agent\\.jar)?|-Drealip\\.\\*"
      + "|[\\w/.-]*realip-agent\\.jar|REALIP_\\w+|(export |env -u )?[A-Z_]+|realip\\.[\\w-]+|realip\\.github\\.io/.*"
      + "|(//)?[\\w./\\[\\]-]+\\.(yaml|properties)(: \\|)?|…\\S+( …)?.*|java -jar realip-agent\\.jar explain");
  /** What programs say. */
  private static final Pattern OUTPUT = Pattern.compile("(realip-agent: |Picked up |WARNING: |error: |warning: "
      + "|rewriting is on |[a-z-]+ {2,}).*");
  /** Commands that other tests run, or that need what is not here. */
  private static final Pattern OTHERS = Pattern.compile("(kubectl (cp|set|label)|cp|mv|docker|buildah|(\\./)?mvnw?"
      + "|helm|skopeo|gh|jcmd|sha256sum|REALIP_NEXT_VERSION=\\d agent/kubernetes/smoke-test/smoke-test|grant codeBase"
      + "|value: \\$\\(|java -jar test-apps/lab/\\S+|export REALIP_IMAGE=).*");
  private static final Pattern ASSIGNMENT = Pattern.compile("(?:export |ENV )?([A-Z_]+)=(.*)");
  private static final Pattern COMMAND =
      Pattern.compile("(?:\\$ |kubectl exec POD -- )*((?:env -u JAVA_TOOL_OPTIONS )?)java -jar (?:/tmp/)?"
          + "realip-agent\\.jar\\b(.*)");
  private static final Pattern OPTIONS = Pattern.compile("(\"-(javaagent:|D)[^\"]+\"|-(javaagent:|D)\\S+)"
      + "( -\\S+)*");
  private static final Pattern OPTION_IN_TEXT = Pattern.compile("-Drealip\\.[a-z-]+=[^\\s`'\";)]+"
      + "|-javaagent:/realip/realip-agent\\.jar(?: -D[^\\s'\"]+)*");
  private static final Pattern PROPERTY = Pattern.compile("realip\\.[a-z0-9-]+=.*");
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern TOKEN = Pattern.compile("(?:\"([^\"]*)\"|\\S)+");
  private static final Set<String> OF_THE_JVM = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CATALINA_OPTS",
      "JAVA_OPTS", "MODULE_OPTS", "JAVA_OPTIONS");

  private static Path directory;
  private static Path program;

  /** How a line goes to a JVM, and with which options it has to arrive. */
  private record Way(String line, String script, List<String> expected) {
  }

  private final Set<String> unknown = new TreeSet<>();
  private final List<Way> ways = new ArrayList<>();

  @BeforeAll
  static void copy() throws Exception {
    directory = Files.createTempDirectory("realip-lines");
    Files.copy(BuiltFiles.agent(), directory.resolve("realip-agent.jar"));
    program = ShownOptions.program(BuiltFiles.work("lines"));
  }

  @AfterAll
  static void delete() throws IOException {
    Directories.delete(directory);
  }

  @Test
  void noLineStopsAJvmOrIsCutByAShell() throws Exception {
    Path root = BuiltFiles.documentation("..").normalize();
    readPage(root.resolve("README.md"));
    for (Path page : files(root.resolve("docs"), ".md")) {
      readPage(page);
    }
    for (Path page : files(root.resolve(".github"), ".md")) {
      readPage(page);
    }
    for (Path form : files(root.resolve(".github/ISSUE_TEMPLATE"), ".yml")) {
      readSpans(Files.readString(form));
    }
    for (Path yaml : files(root.resolve("agent/kubernetes"), ".yaml")) {
      readYaml(Files.readString(yaml));
    }
    assertEquals("", String.join("\n", unknown), "no test knows how these are used");
    assertTrue(ways.size() > 50, () -> ways.size() + " lines");

    StringBuilder script = new StringBuilder();
    for (int i = 0; i < ways.size(); i++) {
      script.append("echo '== ").append(i).append("'\n( ").append(ways.get(i).script()).append("\n) </dev/null 2>&1\n")
          .append("status=$?; echo; echo \"== status $status\"\n");
    }
    Path file = Files.writeString(BuiltFiles.work("lines").resolve("lines.sh"), script);
    String path = Jdk.current().home().resolve("bin") + ":" + System.getenv("PATH");
    try (ChildProcess shell = ChildProcess.start(BuiltFiles.work("lines/run"), Map.of("PATH", path, "program",
        "-cp " + program + " Shown"), List.of("sh", file.toString()))) {
      assertEquals(0, shell.exitCode(300), shell::log);
      String[] outputs = shell.stdout().split("(?m)^== \\d+\n");
      assertEquals(ways.size(), outputs.length - 1, shell::log); // else a line has an open quotation mark
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < ways.size(); i++) {
        check(ways.get(i), outputs[i + 1], wrong);
      }
      assertEquals("", String.join("\n", wrong));
    }
  }

  private static void check(Way way, String output, List<String> wrong) {
    List<String> lines = output.lines().toList();
    String status = lines.get(lines.size() - 1).replace("== status ", "");
    boolean right = way.expected() == null ? status.matches("[01]") && !output.contains("not known")
        : status.equals("0") && lines.containsAll(way.expected());
    if (!right) {
      wrong.add(way.line() + "\n  as " + way.script() + "\n  gives " + output.lines().limit(3).toList());
    }
  }

  private void readPage(Path page) throws IOException {
    boolean fenced = false;
    boolean runElsewhere = false;
    StringBuilder yaml = new StringBuilder();
    String begun = "";
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("```")) {
        fenced = !fenced;
        runElsewhere = fenced && line.contains(" "); // with its place: StartingIT
        if (!fenced) {
          readYaml(yaml.toString());
        }
        yaml.setLength(0);
      } else if (fenced && runElsewhere) {
        continue;
      } else if (fenced || line.startsWith("    ")) {
        yaml.append(line).append('\n');
        String whole = begun + line.strip();
        begun = whole.endsWith("\\") ? whole.substring(0, whole.length() - 1) : "";
        if (begun.isEmpty()) {
          read(whole.replaceFirst(" +# .*", ""));
        }
      } else {
        readSpans(line);
      }
    }
  }

  private void readSpans(String text) {
    Matcher spans = SPAN.matcher(text);
    while (spans.find()) {
      read(spans.group(1).replace("\\|", "|"));
    }
  }

  private void readYaml(String text) {
    if (text.contains("name: JAVA_TOOL_OPTIONS")) {
      new Yaml().loadAll(text).forEach(this::readVariables);
    }
    Matcher options = OPTION_IN_TEXT.matcher(text);
    while (options.find()) {
      options(options.group());
    }
  }

  private void readVariables(Object node) {
    if (node instanceof Map<?, ?> map) {
      // Kubernetes puts in what a variable before it has
      if (map.get("name") instanceof String name && OF_THE_JVM.contains(name)
          && map.get("value") instanceof String given) {
        String value = given.replaceAll("\\$\\(\\w+\\)", "");
        environment(value, "JAVA_TOOL_OPTIONS=" + quoted(here(value)) + "; export JAVA_TOOL_OPTIONS");
      }
      map.values().forEach(this::readVariables);
    } else if (node instanceof List<?> list) {
      list.forEach(this::readVariables);
    }
  }

  private void read(String line) {
    if (!WANTED.matcher(line).find() || line.contains("name: ") || line.startsWith("#")) {
      return;
    }
    Matcher assignment = ASSIGNMENT.matcher(line);
    Matcher command = COMMAND.matcher(line);
    if (NAME.matcher(line).matches() || OTHERS.matcher(line).matches()) {
      return;
    }
    if (command.matches()) {
      String arguments = command.group(2).replace("PID", "999999999").replace("4711", "999999999")
          .replace("/tmp/realip-agent.jar", directory + "/realip-agent.jar");
      ways.add(new Way(line, command.group(1) + "java -jar " + directory + "/realip-agent.jar " + arguments, null));
    } else if (PROPERTY.matcher(line).matches()) {
      options("-D" + line, List.of("-D" + line));
    } else if (OPTIONS.matcher(line).matches()) {
      options(line);
    } else if (assignment.matches() && OF_THE_JVM.contains(assignment.group(1))) {
      environment(line, here(line.replaceFirst("^(export|ENV) ", ""))
          + "; JAVA_TOOL_OPTIONS=\"$" + assignment.group(1) + "\"; export JAVA_TOOL_OPTIONS");
    } else if (assignment.matches() && assignment.group(1).startsWith("REALIP_")) {
      ways.add(new Way(line, "export " + line + " && test \"$" + assignment.group(1) + "\" = "
          + quoted(assignment.group(2)) + " && java $program", List.of()));
    } else if (OUTPUT.matcher(line).matches() || OPTION_IN_TEXT.matcher(line).find()) {
      Matcher options = OPTION_IN_TEXT.matcher(line);
      while (options.find()) {
        options(options.group());
      }
    } else {
      unknown.add(line);
    }
  }

  /** As people write it on a command line, in a script that evaluates its variables, and in a variable of the JVM. */
  private void options(String line) {
    options(line, tokens(here(line)));
  }

  private void options(String line, List<String> expected) {
    String here = here(line);
    if (ways.stream().noneMatch(way -> way.line().equals(line))) {
      ways.add(new Way(line, "java " + here + " $program", expected));
      ways.add(new Way(line, "OPTS=" + quoted(here) + "; eval \"java $OPTS $program\"", expected));
      environment(line, "JAVA_TOOL_OPTIONS=" + quoted(here) + "; export JAVA_TOOL_OPTIONS", expected);
    }
  }

  private void environment(String line, String script) {
    Matcher inner = Pattern.compile("=\"(.*)\"$|='(.*)'$").matcher(line);
    String value = !inner.find() ? line.replaceFirst("^[A-Z_]+=", "")
        : inner.group(1) != null ? inner.group(1).replace("\\\"", "\"") : inner.group(2);
    environment(line, script, tokens(here(value)));
  }

  private void environment(String line, String script, List<String> expected) {
    ways.add(new Way(line, script + "; java $program", expected));
  }

  /** The options of ours among what the JVM is to get. */
  private static List<String> tokens(String options) {
    Set<String> tokens = new LinkedHashSet<>();
    Matcher matcher = TOKEN.matcher(options);
    while (matcher.find()) {
      String token = matcher.group().replace("\"", "");
      if (token.startsWith("-javaagent:") || token.startsWith("-Drealip.")) {
        tokens.add(token);
      }
    }
    return List.copyOf(tokens);
  }

  private static String here(String text) {
    return text.replaceAll("(?<=-javaagent:)[\\w/.-]*(realip-agent|agent)\\.jar|(?<=-javaagent:)/a path/agent\\.jar",
        Matcher.quoteReplacement(directory.resolve("realip-agent.jar").toString()));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static List<Path> files(Path directory, String end) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(end)
          && !file.toString().matches(".*/(target|node_modules)/.*")).sorted().toList();
    }
  }
}
