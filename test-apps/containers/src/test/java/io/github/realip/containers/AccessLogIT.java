package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pattern that docs/access-logs.md shows for each server: {@code explain} reads what the server writes with it. */
class AccessLogIT {

  private static final Path WORK = BuiltFiles.work("access-logs");

  /** The row of the page, and a container; few of them, but in a run of everything all. */
  private record Row(String server, String container) {
  }

  static Stream<Row> rows() {
    List<Row> rows = new ArrayList<>(List.of(new Row("Tomcat 8.5", "Tomcat 9"), new Row("Jetty", "Jetty 12.0.31 ee10"),
        new Row("Undertow", "Undertow 2.3")));
    if (Selection.OF_THIS_RUN.isAll()) {
      rows.addAll(List.of(new Row("Tomcat 7", "Tomcat 7"), new Row("Tomcat 8.5", "Tomcat 8.5"),
          new Row("Tomcat 8.5", "Tomcat 11"), new Row("Jetty", "Jetty 10"), new Row("Jetty", "Jetty 12.1.12 ee11"),
          new Row("Undertow", "Undertow 1.4"), new Row("WildFly", "WildFly 39"),
          new Row("GlassFish, Payara", "GlassFish 5.1"), new Row("GlassFish, Payara", "GlassFish 7"),
          new Row("GlassFish, Payara", "Payara Micro 5"), new Row("GlassFish, Payara", "Payara Micro 7"),
          new Row("Open Liberty", "Open Liberty 26.0.0.3 servlet-6.0"), new Row("Quarkus", "Quarkus"),
          new Row("Tomcat 8.5", "Spring Boot 3.5.16 tomcat"), new Row("Jetty", "Spring Boot 3.5.16 jetty"),
          new Row("Undertow", "Spring Boot 3.5.16 undertow")));
    }
    return rows.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void whatIsLoggedIsExplained(Row row) throws Exception {
    Cell cell = Cell.all().stream().filter(each -> each.container().toString().startsWith(row.container()))
        .reduce((older, newer) -> newer).orElseThrow().withOption(Launcher.EXPLAINED_LOG);
    String pattern = Launcher.documentedPattern(row.server());
    boolean hasPeer = pattern.contains("{peer}") || pattern.contains("{remote}");
    try (Site site = Site.start(new Launch(cell.container(), Installed.jdk(cell.java(), "access logs"),
        Site.agent(Site.PROXY), false))) {
      site.direct(Site.PROXY, "/whoami?log=1.", "X-Forwarded-For: 198.51.100.1, 203.0.113.7");
      site.direct(Site.PROXY, "/whoami?log=2.", "X-Forwarded-For: 6.6.6.6\", 203.0.113.8");
      site.direct(Site.PROXY, "/whoami?log=3.");
      if (hasPeer) {
        site.direct("127.0.0.66", "/whoami?log=4.", "X-Forwarded-For: 198.51.100.1");
      }
      for (int i = 1; i <= (hasPeer ? 4 : 3); i++) {
        site.server().accessLogLine("log=" + i + ".");
      }
      List<String> mine = Files.readAllLines(site.server().accessLogFile()).stream()
          .filter(line -> line.contains("log="))
          .sorted(Comparator.comparing(line -> line.replaceFirst(".*log=", ""))).toList();
      Path log = Files.createDirectories(WORK).resolve("access.log");
      Files.write(log, mine);

      // Tomcat's launcher has the request without quotation marks
      String format = row.container().startsWith("Tomcat") ? pattern.replace("\"%r\"", "%r") : pattern;
      format = row.server().startsWith("GlassFish") ? "\"%a\" \"%{X-Forwarded-For}i\" \"%r\"" : format;
      List<String> line = new ArrayList<>(List.of(Jdk.current().tool("java").toString(), "-jar",
          BuiltFiles.agent().toString(), "explain", "--access-log", log.toString(), "--format", format, "--each",
          "--trusted-proxies", Site.PROXY));
      line.addAll(hasPeer ? List.of() : List.of("--peer", Site.PROXY));
      try (ChildProcess explain = ChildProcess.start(WORK.resolve("explain"), Map.of(), line)) {
        assertEquals(0, explain.exitCode(60), explain::log);
        String peer = "\t127.0.0.10\t";
        List<String> expected = new ArrayList<>(List.of(
            "1" + peer + "203.0.113.7\t203.0.113.7\tfirst-untrusted-hop\tsame",
            "2" + peer + "203.0.113.8\t203.0.113.8\tfirst-untrusted-hop\tsame",
            "3" + peer + "127.0.0.10\t127.0.0.10\tno-header\tsame"));
        if (hasPeer) {
          expected.add("4\t127.0.0.66\t127.0.0.66\t127.0.0.66\tuntrusted-peer\tsame");
        }
        assertEquals(expected, explain.stdout().lines().limit(expected.size()).toList(), () -> mine + explain.log());
        assertTrue(explain.stdout().contains("\n0 answers change from what was logged\n"), explain::log);
      }
      site.assertQuiet();
    }
  }
}
