package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Every example of the page about starting, run by the start script that it is for. */
class StartingIT {
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```(\\w+) (\\S[^\n]*)\n(.*?)^```$");
  private static final Pattern ENVIRONMENT = Pattern.compile("(?m)^Environment=\"(.*)\"$");
  private static final String BLANK = "/a path/";

  /** Where the jar is, once in a path without blanks. */
  private static Path directory;

  /** A block of the page that is fenced and says where it goes. */
  private record Example(String place, String text) {
    /** The same for this machine: our jar, and the addresses that the tests use. */
    String here() {
      return text.replace("/realip/realip-agent.jar", directory.resolve("agent.jar").toString())
          .replace(BLANK + "realip-agent.jar", directory.resolve("a path/agent.jar").toString())
          .replace("10.244.2.80", Site.PROXY).replace("2001:db8::/64", "::1/128");
    }

    @Override
    public String toString() {
      return place + (text.contains(BLANK) ? ", blank in the path" : "") + (text.contains("MODULE") ? ", module" : "");
    }
  }

  @BeforeAll
  static void copy() throws IOException {
    directory = Files.createTempDirectory("realip-starting");
    Files.copy(BuiltFiles.agent(), directory.resolve("agent.jar"));
    Files.copy(BuiltFiles.agent(), Files.createDirectory(directory.resolve("a path")).resolve("agent.jar"));
  }

  @AfterAll
  static void delete() throws IOException {
    Directories.delete(directory);
  }

  /** All; of two for one script of a server, unless all is wanted, only the one that is harder to read for it. */
  static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    Matcher blocks = EXAMPLE.matcher(Files.readString(BuiltFiles.documentation("starting.md")));
    while (blocks.find()) {
      Example example = new Example(blocks.group(2), blocks.group(3));
      Example before = examples.isEmpty() ? example : examples.get(examples.size() - 1);
      if (example.place().contains(" ") && example.text().contains(BLANK) && before.place().equals(example.place())
          && !Selection.OF_THIS_RUN.isAll()) {
        examples.remove(before);
      }
      examples.add(example);
    }
    assertTrue(examples.size() > 20, examples::toString);
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theExampleStartsTheAgentWithAllOfIt(Example example) throws Exception {
    String text = example.here();
    switch (example.place()) {
      case "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS" -> assertServes("undertow", "2.3", (base, command, environment) ->
          command.addAll(0, List.of("sh", "-c", text + "exec \"$@\"", "sh")));
      case "command" -> assertServes("undertow", "2.3", (base, command, environment) -> {
        environment.put("PATH", Path.of(command.remove(0)).getParent() + File.pathSeparator + System.getenv("PATH"));
        command.addAll(0, List.of("sh", "-c", text.replace("-jar shop.jar", "\"$@\""), "sh"));
      });
      case "tomcat environment" -> assertServes("tomcat", "9.", (base, command, environment) ->
          command.addAll(0, List.of("sh", "-c", text + "exec \"$@\"", "sh")));
      case "tomcat bin/setenv.sh" -> assertServes("tomcat", "9.", (base, command, environment) ->
          Files.writeString(Files.createDirectory(base.resolve("bin")).resolve("setenv.sh"), text));
      case "wildfly standalone.conf" -> assertServes("wildfly", "26.", (base, command, environment) ->
          Files.writeString(base.resolve("standalone.conf"), text, StandardOpenOption.APPEND));
      case "jetty start.ini" -> assertServes("jetty", "12.", (base, command, environment) ->
          Files.writeString(base.resolve("start.ini"), text));
      case "jetty jetty.sh" -> assertServes("jetty", "12.", (base, command, environment) -> {
        Path home = Path.of(command.get(2)).getParent();
        Files.write(base.resolve("start.ini"), command.subList(4, command.size()));
        environment.putAll(Map.of("JETTY_HOME", home.toString(), "JETTY_BASE", base.toString(),
            "JETTY_RUN", base.toString(), "JAVA", command.get(0)));
        command.clear();
        // it would end and leave Jetty to itself
        command.addAll(List.of("bash", "-c", "set -a\n" + text + "exit() { wait; }\n. \"$0\"",
            home.resolve("bin/jetty.sh").toString(), "run"));
      });
      case "liberty jvm.options" -> assertServes("liberty", "", (base, command, environment) ->
          Files.writeString(base.resolve("servers/whoami/jvm.options"), text));
      case "glassfish domain.xml" -> assertServes("glassfish", "7.", (base, command, environment) -> {
        Path domain = base.resolve("domains/domain1/config/domain.xml");
        Files.writeString(domain, Files.readString(domain).replaceFirst("(?=</java-config>)",
            Matcher.quoteReplacement(text)));
      });
      case "boot application.conf" -> assertServes("boot", "3.", (base, command, environment) -> {
        Files.writeString(base.resolve("application.conf"), text);
        Path jar = executable(base.resolve("application.jar"));
        command.subList(0, 3).clear();
        command.addAll(0, List.of("bash", jar.toString(), "run"));
      });
      case "systemd" -> {
        Matcher environment = ENVIRONMENT.matcher(text);
        assertTrue(environment.find(), text);
        String[] assignment = environment.group(1).replace("\\\"", "\"").replace("%%", "%").split("=", 2);
        assertShown(example, Map.of(assignment[0], assignment[1]), "exec \"$@\"");
      }
      case "ENV" -> assertShown(example, Map.of(), text.replaceFirst("ENV ", "export ") + "exec \"$@\"");
      case "env" -> {
        List<Map<String, String>> variables = new Yaml().load(text);
        assertShown(example, Map.of(variables.get(0).get("name"), variables.get(0).get("value")), "exec \"$@\"");
      }
      default -> fail("This page names a place that no test knows: " + example.place());
    }
  }

  /** The limit that the page tells of. */
  @ParameterizedTest
  @ValueSource(ints = {8, 17})
  void java8DropsWhatHasMoreThan1023Characters(int java) throws Exception {
    Jdk jdk = Installed.jdk(java, "a long JAVA_TOOL_OPTIONS");
    for (int length : new int[] {1023, 1024}) {
      String agent = "-javaagent:" + directory.resolve("agent.jar") + " -Dpad=";
      try (ChildProcess process = ChildProcess.start(BuiltFiles.work("starting/long"),
          Map.of("JAVA_TOOL_OPTIONS", agent + "x".repeat(length - agent.length())),
          List.of(jdk.tool("java").toString(), "-version"))) {
        assertEquals(0, process.exitCode(60), process::log);
        assertEquals(java > 8 || length < 1024, process.stderr().contains("Picked up"), process::log);
      }
    }
  }

  @Test
  void behindTheMainClassOptionsAreArguments() throws Exception {
    try (ChildProcess process = ChildProcess.start(BuiltFiles.work("starting/behind"), Map.of(), List.of(
        Jdk.current().tool("java").toString(), "-jar", shown().toString(), "-Drealip.trusted-proxies=10.0.0.7"))) {
      assertEquals(0, process.exitCode(60), process::log);
      assertEquals("", process.stdout());
    }
  }

  private static void assertServes(String launcher, String version, ChangedServer.Change change)
      throws Exception {
    Container container = Picked.container(launcher, version);
    int java = container.javas().contains(17) ? 17 : container.javas().get(container.javas().size() - 1);
    Launch launch = new Launch(container, Installed.jdk(java, container.toString()), List.of(), false);
    try (ChangedServer server = ChangedServer.start("starting-" + container.launcher(), launch,
        (base, command, environment) -> {
          environment.remove("JAVA_TOOL_OPTIONS");
          change.in(base, command, environment);
        })) {
      assertEquals("203.0.113.7", server.address(Site.PROXY, "X-Forwarded-For: 6.6.6.6, 203.0.113.7"));
      assertEquals("203.0.113.8", server.address(Site.PROXY, "X-Original-Forwarded-For: 6.6.6.6, 203.0.113.8"));
      assertEquals("203.0.113.7", server.address("::1", "X-Forwarded-For: 6.6.6.6, 203.0.113.7"));
      assertEquals("127.0.0.66", server.address("127.0.0.66", "X-Forwarded-For: 203.0.113.7"));
    }
  }

  /** The JVM that this environment and script start has the agent, and each setting as it is on the page. */
  private static void assertShown(Example example, Map<String, String> environment, String script) throws Exception {
    List<String> command = List.of("sh", "-c", script, "sh", Jdk.current().tool("java").toString(), "-jar",
        shown().toString());
    try (ChildProcess process = ChildProcess.start(BuiltFiles.work("starting/shown"), environment, command)) {
      assertEquals(0, process.exitCode(60), process::log);
      String agent = directory.resolve(example.text().contains(BLANK) ? "a path/agent.jar" : "agent.jar").toString();
      assertEquals(List.of("-javaagent:" + agent, "-Drealip.headers=X-Forwarded-For,X-Original-Forwarded-For",
          "-Drealip.trusted-proxies=" + Site.PROXY + ",::1/128,cloudflare"), process.stdout().lines().toList());
    }
  }

  private static Path shown() throws Exception {
    return ShownOptions.program(BuiltFiles.work("starting"));
  }

  /** Spring Boot's own script before the jar. */
  private static Path executable(Path jar) throws IOException {
    String version = Picked.container("boot", "3.").version();
    Path tools = Artifacts.file("org.springframework.boot:spring-boot-loader-tools:" + version);
    String script;
    try (FileSystem content = FileSystems.newFileSystem(tools)) {
      script = Files.readString(content.getPath("org/springframework/boot/loader/tools/launch.script"));
    }
    Path executable = Files.createDirectories(jar.resolveSibling("executable")).resolve("application.jar");
    try (OutputStream out = Files.newOutputStream(executable)) {
      out.write(script.replaceAll("\\{\\{[\\w-]+:?([^}]*)\\}\\}", "$1").getBytes());
      Files.copy(jar, out);
    }
    Files.copy(jar.resolveSibling("application.conf"), executable.resolveSibling("application.conf"));
    return executable;
  }
}
