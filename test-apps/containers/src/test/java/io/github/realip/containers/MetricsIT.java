package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What monitoring makes of the MXBean with the rules of agent/monitoring, which other programs read. */
class MetricsIT {

  private static final Path RULES = Path.of("../../agent/monitoring").toAbsolutePath().normalize();
  private static final String EXPORTER = "io.prometheus.jmx:jmx_prometheus_javaagent:jar:1.0.1";
  private static final String OPENTELEMETRY = "io.opentelemetry.javaagent:opentelemetry-javaagent:jar:2.20.1";

  @Test
  void prometheusHasTheNumbersAndTheDashboardAsksForNoOthers() throws Exception {
    int port = Ports.free();
    try (Site site = start("-javaagent:" + Artifacts.file(EXPORTER) + "=127.0.0.1:" + port + ":"
        + RULES.resolve("prometheus-jmx-exporter.yaml"))) {
      for (int i = 0; i < 3; i++) {
        site.direct(Site.PROXY, "/whoami", "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https");
      }
      site.direct("127.0.0.66", "/whoami");
      String metrics = await(port, "realip_deciding");

      assertTrue(metrics.contains("realip_decisions_total{reason=\"FIRST_UNTRUSTED_HOP\"} 3.0\n"), metrics);
      assertTrue(metrics.contains("realip_differences{component=\"container\",kind=\"client-for-proxy\","
          + "reason=\"first-untrusted-hop\"} 3.0\n"), metrics);
      assertTrue(metrics.contains("realip_fact_differences{component=\"container\",fact=\"proto\","
          + "kind=\"verified-for-own\"} 3.0\n"), metrics);
      assertTrue(metrics.contains("realip_mode{mode=\"observe\"} 1.0\n"), metrics);
      assertTrue(metrics.contains("realip_deciding 1.0\n"), metrics);
      assertTrue(metrics.contains("realip_last_reload_taken 1.0\n"), metrics);
      assertTrue(metrics.contains("realip_findings 0.0\n"), metrics);
      String version = version();
      assertTrue(metrics.contains("realip_agent{version=\"" + version + "\"} 1.0\n"), metrics);
      String said = site.server().process().stderr();
      assertTrue(said.contains("; version " + version + " of file:"), said);

      Set<String> asked = namesIn(Files.readString(RULES.resolve("grafana-dashboard.json")));
      assertEquals(9, asked.size() + 1, asked::toString); // all but the time of the last reload
      asked.removeAll(namesIn(metrics.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"))));
      assertEquals(Set.of(), asked);
    }
  }

  @Test
  void eachPanelOfTheDashboardHasItsPlace() throws Exception {
    JsonObject dashboard =
        JsonParser.parseString(Files.readString(RULES.resolve("grafana-dashboard.json"))).getAsJsonObject();
    assertEquals("realip-agent", dashboard.get("title").getAsString());
    Set<Integer> ids = new TreeSet<>();
    Set<String> places = new TreeSet<>();
    for (JsonElement each : dashboard.getAsJsonArray("panels")) {
      JsonObject panel = each.getAsJsonObject();
      JsonObject place = panel.getAsJsonObject("gridPos");
      assertTrue(ids.add(panel.get("id").getAsInt()));
      for (int x = 0; x < place.get("w").getAsInt(); x++) {
        for (int y = 0; y < place.get("h").getAsInt(); y++) {
          assertTrue(place.get("x").getAsInt() + x < 24);
          assertTrue(places.add((place.get("x").getAsInt() + x) + "," + (place.get("y").getAsInt() + y)));
        }
      }
    }
  }

  /** No Grafana, but Grafana's own types in all strictness, and Prometheus' own parser. */
  @Test
  void grafanasTypesAndPrometheusParserTakeTheDashboard() throws Exception {
    assumeTrue(Selection.OF_THIS_RUN.isAll(), "takes long: -Pall");
    Path program = Path.of("src/test/go/dashboard").toAbsolutePath();
    List<String> command = List.of(Installed.program("go").toString(), "run", "-C", program.toString(), ".",
        RULES.resolve("grafana-dashboard.json").toString());
    try (ChildProcess check = ChildProcess.start(BuiltFiles.work("dashboard"), Map.of(), command)) {
      assertEquals(0, check.exitCode(300), check::log);
      assertEquals("10 panels, 10 queries\n", check.stdout());
    }
  }

  @Test
  void openTelemetryHasTheNumbers() throws Exception {
    try (Site site = start("-javaagent:" + Artifacts.file(OPENTELEMETRY),
        "-Dotel.jmx.config=" + RULES.resolve("opentelemetry-jmx-rules.yaml"), "-Dotel.metrics.exporter=console",
        "-Dotel.traces.exporter=none", "-Dotel.logs.exporter=none", "-Dotel.metric.export.interval=500",
        "-Dotel.jmx.discovery.delay=500")) {
      for (int i = 0; i < 3; i++) {
        site.direct(Site.PROXY, "/whoami", "X-Forwarded-For: 203.0.113.7");
      }
      for (String name : List.of("decisions", "clients", "untrusted_peers", "without_header", "unusable_headers",
          "would_change", "would_lose", "facts_would_change", "facts_would_lose", "findings", "last_reload_time")) {
        Pattern metric = Pattern.compile("name=realip\\." + name + ", ");
        ChildProcess process = site.server().process();
        for (int i = 0; i < 100 && !metric.matcher(process.stdout() + process.stderr()).find(); i++) {
          Thread.sleep(200);
        }
        assertTrue(metric.matcher(process.stdout() + process.stderr()).find(), name);
      }
    }
  }

  /** What the manifest says is what every other place says. */
  private static String version() throws IOException {
    try (JarFile jar = new JarFile(BuiltFiles.agent().toFile())) {
      return jar.getManifest().getMainAttributes().getValue("Implementation-Version");
    }
  }

  private static Set<String> namesIn(String text) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = Pattern.compile("\\brealip_\\w+").matcher(text);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  private static Site start(String... others) throws Exception {
    List<String> options = new ArrayList<>(Site.agent(Site.PROXY));
    options.addAll(List.of("-Drealip.mode=observe", "-Drealip.rewrite=address,proto", "-Drealip.log=info"));
    options.addAll(List.of(others));
    return Site.start(Picked.launch("undertow", "2.3", Jdk.current().version(), options));
  }

  private static String await(int port, String name) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
    String body = "";
    for (int i = 0; i < 100; i++) {
      body = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
      if (body.contains("\n" + name + " ")) {
        return body;
      }
      Thread.sleep(200);
    }
    throw new AssertionError(body);
  }
}
