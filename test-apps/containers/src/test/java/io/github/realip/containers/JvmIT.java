package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JAVA_TOOL_OPTIONS reaches every JVM, and what people write into it is not always right: nothing may break. */
class JvmIT {

  @ParameterizedTest
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void programsThatAreNoServersDoNotNotice(int java) throws Exception {
    Jdk jdk = Installed.jdk(java, "programs");
    Path directory = Directories.fresh(BuiltFiles.work("jvm/java-" + java));
    Files.writeString(directory.resolve("Hello.java"), """
        public class Hello {
          public static void main(String[] args) {
            System.out.println("hello");
          }
        }
        """);

    assertUnnoticed(directory, jdk.tool("javac").toString(), "Hello.java");
    assertUnnoticed(directory, jdk.tool("java").toString(), "-cp", ".", "Hello");
    assertUnnoticed(directory, jdk.tool("keytool").toString(), "-help");
    assertUnnoticed(directory, jdk.tool("java").toString(), "-version");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "realip.trusted-proxies=10.0.0.0/33",
      "realip.trusted-proxies=127.0.0.10, ingress",
      "realip.trusted-proxies=127.0.0.10,010.0.0.1",
      "realip.trusted-proxies=${PROXIES}"})
  void anUnreadableListIsNamedAndTrustsNobody(String property) throws Exception {
    String entry = property.replaceAll(".*[=,] *", "");
    try (Site site = Site.start(undertow(agent(), "-Drealip.log=error", "-D" + property))) {
      assertEquals("127.0.0.10", site.direct("127.0.0.10", "/whoami", "X-Forwarded-For: 198.51.100.1").address());
      List<String> lines = agentLines(site);
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(lines.get(0).contains("realip.trusted-proxies") && lines.get(0).contains(entry), lines.get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"realip.trusted-proxy=127.0.0.10", "realip.log=loud", "realip.=", "realip.trusted-proxies="})
  void noWrongPropertyStopsTheServer(String property) throws Exception {
    try (Site site = Site.start(undertow(agent(), "-D" + property))) {
      assertEquals("127.0.0.66", site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1").address());
    }
  }

  @Test
  void anUnknownPropertyGetsTheNearestName() throws Exception {
    try (Site site = Site.start(undertow(agent(), "-Drealip.trusted-proxy=127.0.0.10"))) {
      assertTrue(agentLines(site).stream()
          .anyMatch(line -> line.contains("realip.trusted-proxy") && line.contains("realip.trusted-proxies")),
          site.server().process()::log);
    }
  }

  @Test
  void withoutAListNothingChangesAndOneLineSaysWhatToSet() throws Exception {
    try (Site site = Site.start(undertow(agent()))) {
      assertEquals("127.0.0.10",
          site.direct("127.0.0.10", "/whoami", "X-Forwarded-For: 198.51.100.1").address());
      assertEquals("0:0:0:0:0:0:0:1", site.direct("::1", "/whoami", "X-Forwarded-For: 198.51.100.1").address());
      List<String> lines = agentLines(site).stream().filter(line -> line.contains("realip.trusted-proxies")).toList();
      assertEquals(1, lines.size(), site.server().process()::log);
    }
  }

  @ParameterizedTest
  @CsvSource({
      "tomcat,   9.,  Tomcat,   org.apache.catalina.connector.Request",
      "jetty,    9.4, Jetty,    org.eclipse.jetty.server.HttpChannel",
      "jetty,    12., Jetty,    org.eclipse.jetty.server.Request",
      "undertow, 2.3, Undertow, io.undertow.server.HttpServerExchange",
      "grizzly,  4.,  Grizzly,  org.glassfish.grizzly.http.server.Request"})
  void oneLineSaysWhereAddressesAreRewritten(String launcher, String version, String family, String type)
      throws Exception {
    try (Site site = Site.start(
        Picked.launch(launcher, version, 17, List.of(agent(), "-Drealip.trusted-proxies=127.0.0.10")))) {
      assertEquals("203.0.113.7", site.proxied("203.0.113.7", "/whoami").address());
      assertEquals(List.of("realip-agent: rewriting is on in " + family + " (" + type
          + "): trusts 127.0.0.10; reads X-Forwarded-For; settings from system properties; version VERSION of "
          + BuiltFiles.agent().toUri().toString().replace("file:///", "file:/")),
          agentLines(site).stream().map(line -> line.replaceFirst("version \\d\\S+", "version VERSION")).toList());
    }
  }

  @Test
  void namedTwiceItWorksOnce() throws Exception {
    try (Site site = Site.start(
        undertow(agent(), agent(), "-Drealip.log=error", "-Drealip.trusted-proxies=127.0.0.10"))) {
      assertEquals("203.0.113.7", site.proxied("203.0.113.7", "/whoami", "X-Forwarded-For: 127.0.0.10").address());
      assertEquals(1, agentLines(site).size(), site.server().process()::log);
    }
  }

  @Test
  void settingsAreFoundBesideTheJarThePathMayHaveBlanksAndNothingIsWritten() throws Exception {
    Path directory = Directories.fresh(BuiltFiles.work("jvm/a path with blanks"));
    Path jar = Files.copy(BuiltFiles.agent(), directory.resolve("the agent.jar"));
    Path settings =
        Files.writeString(directory.resolve("realip.properties"), "trusted-proxies=127.0.0.10\nlog=error\n");
    assertTrue(jar.toFile().setReadOnly() && settings.toFile().setReadOnly() && directory.toFile().setReadOnly());

    try (Site site = Site.start(
        undertow("-javaagent:" + jar, "-Djava.io.tmpdir=" + directory.resolve("missing")))) {
      assertEquals("203.0.113.7", site.proxied("203.0.113.7", "/whoami").address());
      site.assertQuiet();
    } finally {
      assertTrue(directory.toFile().setWritable(true));
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(settings, jar), files.sorted().toList());
    }
  }

  private static String agent() {
    return "-javaagent:" + BuiltFiles.agent();
  }

  /** The quickest container to start, on the Java that runs the tests. */
  private static Launch undertow(String... options) {
    Container undertow = Matrix.containers().stream()
        .filter(container -> container.launcher().equals("undertow") && container.api().equals("jakarta"))
        .findFirst().orElseThrow();
    return new Launch(undertow, Jdk.current(), List.of(options), false);
  }

  private static List<String> agentLines(Site site) {
    return site.server().process().stderr().lines().filter(line -> line.startsWith("realip-agent: ")).toList();
  }

  /** The same exit code and the same output, byte for byte, but for the line that the JVM itself adds to the errors. */
  private static void assertUnnoticed(Path directory, String... command) throws Exception {
    List<String> options = Site.agent("127.0.0.10").subList(0, 2);
    try (ChildProcess without = ChildProcess.start(directory.resolve("without"), Map.of(), in(directory, command));
        ChildProcess with = ChildProcess.start(directory.resolve("with"),
            Map.of("JAVA_TOOL_OPTIONS", Launch.toolOptions(options)), in(directory, command))) {
      assertEquals(0, without.exitCode(60), without::log);
      assertEquals(0, with.exitCode(60), with::log);
      assertEquals(without.stdout(), with.stdout());
      assertEquals(without.stderr(), with.stderr().replaceFirst("Picked up JAVA_TOOL_OPTIONS: .*\\R", ""));
    }
  }

  private static List<String> in(Path directory, String... command) {
    return Stream.concat(Stream.of("sh", "-c", "cd \"$0\" && exec \"$@\"", directory.toString()),
        Stream.of(command)).toList();
  }
}
