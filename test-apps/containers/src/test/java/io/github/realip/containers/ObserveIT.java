package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code realip.mode=observe}: whoever asks gets what he would get without the agent, and the agent counts what would
 * change. {@code status} tells from outside.
 */
class ObserveIT {

  private static final String CLIENT = "203.0.113.7";
  private static final String FORGED = "198.51.100.1";
  private static final Path WORK = BuiltFiles.work("observe");
  private static final Path SETTINGS = WORK.resolve("realip.properties");

  /** The component, a container that has it, how it is switched on; and what it makes of a chain of two. */
  static Stream<Arguments> components() {
    Set<String> once = new HashSet<>(); // a day's run has one of each kind
    List<String> launchers = Cell.selected().stream().map(cell -> cell.container().launcher()).toList();
    return Stream.of(
        arguments("remote-ip-valve", "Tomcat 9", "", CLIENT, "same"),
        arguments("remote-ip-filter", "Tomcat 9", "remote-ip-filter", CLIENT, "same"),
        arguments("jetty-forwarded", "Jetty 9.4", "", FORGED, "client-for-leftmost"),
        arguments("jetty-forwarded", "Jetty 12.0.31 ee10", "", FORGED, "client-for-leftmost"),
        arguments("undertow-proxy-peer-address", "Undertow 2.3", "", FORGED, "client-for-leftmost"),
        arguments("spring-forwarded-header-filter", "Spring Boot 4", "framework", FORGED, "client-for-leftmost"),
        arguments("spring-forwarded-header-filter", "Spring Boot 3.5.16 undertow", "framework", FORGED,
            "client-for-leftmost"))
        .filter(each -> launchers.contains(launcher(each)))
        .filter(each -> !Selection.OF_THIS_RUN.names().isEmpty() || once.add(launcher(each)));
  }

  private static String launcher(Arguments row) {
    return cell((String) row.get()[1]).container().launcher();
  }

  @ParameterizedTest(name = "{0} of {1}", allowZeroInvocations = true)
  @MethodSource("components")
  void theComponentsAnswerStaysAndIsCompared(String name, String container, String option, String believed,
      String kind) throws Exception {
    String settings = "trusted-proxies=127.0.0.10\nmode=observe\nrewrite=address,proto\n";
    try (Site site = start(container, option, true, settings)) {
      for (int i = 0; i < 5; i++) {
        assertSeen(believed, site.direct(Site.PROXY, "/whoami", "X-Forwarded-For: " + FORGED + ", " + CLIENT,
            "X-Forwarded-Proto: https"), "https");
      }
      for (int i = 0; i < 3; i++) { // whom the agent does not believe
        assertSeen(FORGED, site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: " + FORGED,
            "X-Forwarded-Proto: https"), "https");
      }
      assertSeen(Site.PROXY, site.direct(Site.PROXY, "/whoami"), "http");

      JsonObject status = status(site, 0);
      Map<String, Long> counts = counts(status, "differences");
      assertEquals(5, counts.get(name + "/first-untrusted-hop/" + kind), counts::toString);
      assertEquals(3, counts.get(name + "/untrusted-peer/proxy-for-client"), counts::toString);
      assertTrue(counts.keySet().stream().filter(each -> each.startsWith("container/"))
          .allMatch(each -> each.endsWith("/same")), counts::toString);
      assertEquals("observe", status.get("mode").getAsString());
      boolean compared = !container.equals("Jetty 9.4"); // there the address hides what the request is known by
      assertFacts(status, name, compared ? new long[] {7, 3} : new long[] {2, 0});

      List<String> warnings = lines(site, "warning: realip.mode=observe: ");
      assertEquals(compared ? 2 : 1, warnings.size(), warnings::toString);
      assertTrue(warnings.size() == 1 || warnings.get(1).contains("/proto/own-for-component"), warnings::toString);
      assertTrue(warnings.get(0).contains(FORGED) && warnings.get(0).contains("127.0.0.66")
          && warnings.get(0).contains(name), warnings.get(0));
      assertEquals(1, lines(site, "observes " + name + " ").size());
    }
  }

  /** What these have found is the peer for the agent: it stays, and there is nothing to compare it with. */
  @ParameterizedTest
  @ValueSource(strings = {"Quarkus", "Open Liberty 26.0.0.3 servlet-6.0"})
  void whatCannotBeComparedStays(String container) throws Exception {
    assumeTrue(Selection.OF_THIS_RUN.isAll(), "takes long: -Pall");
    try (Site site = start(container, "", true, "trusted-proxies=127.0.0.10\nmode=observe\n")) {
      for (int i = 0; i < 3; i++) {
        assertEquals(CLIENT, site.direct(Site.PROXY, "/whoami", "X-Forwarded-For: " + CLIENT).address());
      }
      Map<String, Long> counts = counts(status(site, 0), "differences");
      assertTrue(counts.keySet().stream().allMatch(each -> each.startsWith("container/")), counts::toString);
    }
  }

  @Test
  void theSwitchIsInTheFile() throws Exception {
    String rules = "trusted-proxies=127.0.0.10\nrewrite=address,proto,headers\n";
    try (Site site = start("Tomcat 9", "", false, rules + "mode=observe\n")) {
      String[] headers = {"X-Forwarded-For: " + CLIENT, "X-Forwarded-Proto: https"};
      assertSeen(Site.PROXY, site.direct(Site.PROXY, "/whoami?log=observed.", headers), "http");
      assertEquals(Site.PROXY, site.server().accessLogLine("log=observed.").split(" ")[0]);

      Files.writeString(SETTINGS, rules + "mode=on\n");
      await(site, CLIENT, headers);
      assertSeen(CLIENT, site.direct(Site.PROXY, "/whoami", headers), "https");

      Files.writeString(SETTINGS, rules + "mode=perhaps\n");
      awaitLine(site, "invalid value \"perhaps\"");
      assertEquals(false, status(site, 1).getAsJsonObject("reload").get("taken").getAsBoolean());
      assertSeen(CLIENT, site.direct(Site.PROXY, "/whoami", headers), "https");

      Files.writeString(SETTINGS, rules + "mode=observe\n");
      await(site, Site.PROXY, headers);
      assertSeen(Site.PROXY, site.direct(Site.PROXY, "/whoami", headers), "http");
      site.direct(Site.PROXY, "/whoami", "X-Forwarded-For: " + FORGED + ", " + CLIENT);
      Map<String, Long> facts = counts(status(site, 0), "factDifferences");
      assertTrue(facts.get("container/proto/verified-for-own") >= 2, facts::toString);
      assertTrue(facts.get("container/headers/same") >= 2, facts::toString);
      assertEquals(1, facts.get("container/headers/verified-for-own"), facts::toString);
    }
  }

  @Test
  void afterAWhileOneLineSaysWhatWouldChange() throws Exception {
    try (Site site = start("Undertow 2.3", "", false, "trusted-proxies=127.0.0.10\nmode=observe\n");
        Connection connection = site.connect(Site.PROXY)) {
      for (int i = 0; i < 3000 && lines(site, "would change").isEmpty(); i++) {
        assertEquals(Site.PROXY, connection.get("/whoami", "X-Forwarded-For: 198.18." + i / 250 + "." + i % 250)
            .address());
      }
      List<String> lines = lines(site, "would change");
      assertEquals(1, lines.size(), site.server().process()::log);
      assertTrue(lines.get(0).contains("from the proxy to the client (container); no client would be lost"),
          lines.get(0));
      assertTrue(status(site, 0).getAsJsonArray("examples").size() == 3);
    }
  }

  @Test
  void whatIsOverruledIsNamedAtTheStart() throws Exception {
    try (Site site = start("Tomcat 9", "", true, "trusted-proxies=127.0.0.10\n")) {
      assertSeen(CLIENT, site.direct(Site.PROXY, "/whoami", "X-Forwarded-For: " + CLIENT), "http");
      assertEquals(1, lines(site, "overrules remote-ip-valve (org.apache.catalina.valves.RemoteIpValve)").size(),
          site.server().process()::log);
    }
  }

  /** Says of the scheme how often it would stay, and how often nobody but the component says it. */
  private static void assertFacts(JsonObject status, String name, long[] sameAndDoubtful) {
    Map<String, Long> facts = counts(status, "factDifferences");
    facts.keySet().removeIf(each -> each.endsWith("/port/same"));
    assertEquals(sameAndDoubtful[0], facts.getOrDefault(name + "/proto/same", 0L)
        + facts.getOrDefault("container/proto/same", 0L), facts::toString);
    assertEquals(sameAndDoubtful[1], facts.getOrDefault(name + "/proto/own-for-component", 0L), facts::toString);
    facts.keySet().removeAll(List.of(name + "/proto/same", "container/proto/same", name + "/proto/own-for-component"));
    assertEquals(Map.of(), facts, status::toString);
  }

  private static void assertSeen(String address, Connection.Response response, String scheme) {
    JsonObject seen = response.json();
    assertEquals(address, seen.get("remoteAddr").getAsString());
    assertEquals(address, seen.get("remoteHost").getAsString());
    assertEquals(scheme, seen.get("scheme").getAsString());
  }

  private static void await(Site site, String address, String... headers) throws Exception {
    for (int i = 0; i < 200; i++) {
      if (site.direct(Site.PROXY, "/whoami", headers).address().equals(address)) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError(site.server().process().log());
  }

  private static void awaitLine(Site site, String part) throws Exception {
    for (int i = 0; i < 100; i++) {
      if (lines(site, part).size() > 0) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError(site.server().process().log());
  }

  private static List<String> lines(Site site, String part) {
    ChildProcess process = site.server().process();
    return Stream.concat(process.stderr().lines(), process.stdout().lines())
        .filter(line -> line.contains("realip-agent: ") && line.contains(part)).toList();
  }

  static JsonObject status(Site site, int exit) throws Exception {
    List<String> line = List.of(Jdk.current().tool("java").toString(), "-jar", BuiltFiles.agent().toString(), "status",
        "" + site.server().process().pid(), "--json");
    try (ChildProcess command = ChildProcess.start(WORK.resolve("status"), Map.of(), line)) {
      assertEquals(exit, command.exitCode(60), command::log);
      return JsonParser.parseString(command.stdout()).getAsJsonObject();
    }
  }

  private static Map<String, Long> counts(JsonObject status, String name) {
    Map<String, Long> counts = new TreeMap<>();
    for (Map.Entry<String, JsonElement> each : status.getAsJsonObject(name).entrySet()) {
      if (each.getValue().getAsLong() != 0) {
        counts.put(each.getKey(), each.getValue().getAsLong());
      }
    }
    return counts;
  }

  private static Site start(String container, String option, boolean forwarding, String settings) throws Exception {
    Files.createDirectories(WORK);
    Files.writeString(SETTINGS, settings);
    Cell cell = cell(container).withOption(option);
    List<String> options = List.of("-javaagent:" + BuiltFiles.agent(), "-Drealip.config-file=" + SETTINGS);
    Site site = Site.start(new Launch(cell.container(), Installed.jdk(cell.java(), "realip.mode"), options,
        forwarding));
    site.expect(Pattern.compile("realip-agent: "));
    return site;
  }

  private static Cell cell(String container) {
    return Cell.all().stream().filter(each -> each.container().toString().startsWith(container))
        .filter(each -> each.java() >= 17).findFirst().orElseThrow();
  }
}
