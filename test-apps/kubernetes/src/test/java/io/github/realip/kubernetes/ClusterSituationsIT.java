package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.realip.kubernetes.TestCluster.Result;
import io.github.realip.lab.IngressConfig;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lab's situations through a real kube-proxy: each row of its table must come out as it stands there. */
class ClusterSituationsIT {
  private static final List<String> ROUTES = List.of("pod", "cluster-ip", "node1-cluster", "node2-cluster",
      "node1-local", "node2-local", "balanced-local", "balanced-cluster", "keeping-ingress", "ingress-cluster");
  private static final Map<String, List<String>> HOSTS = Map.of(
      "client", List.of("203.0.113.10", "2001:db8:113::10"),
      "node1", List.of("192.168.10.11", "fd00:10::11"),
      "node2", List.of("192.168.10.12", "fd00:10::12"),
      "gateway", List.of("10.244.1.1", "fd00:244:1::1"),
      "gateway2", List.of("10.244.2.1", "fd00:244:2::1"),
      "lb", List.of("100.64.0.80", "fd00:64::80"),
      "lb outside", List.of("198.51.100.80", "2001:db8:113::80"),
      "forged", List.of("1.2.3.4", "1.2.3.4"));
  private static final Map<String, String> VIPS = Map.of("local", "198.51.100.1", "cluster", "198.51.100.17");
  private static final int FIRST_LISTENER = 7000;
  private static final Duration STARTED = Duration.ofSeconds(120);
  private static TestCluster cluster;

  @TempDir
  Path directory;

  private final Map<String, JsonObject> services = new LinkedHashMap<>();
  private final Map<String, List<String>> pods = new LinkedHashMap<>();
  private List<Row> rows;

  @BeforeAll
  static void images() throws Exception {
    cluster = TestCluster.get();
    TestCluster.needsHosts();
    cluster.loadImages();
  }

  /** What the load balancer's HAProxy does on a route. */
  private enum Balancer {
    HTTP_TO_LOCAL("http", "", false),
    HTTP_TO_CLUSTER("http", "", false),
    HTTP_6_TO_4("http", "", true),
    TCP("tcp", "", false),
    PROXY_V1("tcp", "send-proxy", false),
    PROXY_V2("tcp", "send-proxy-v2", false),
    PROXY_V2_TO_CLUSTER("tcp", "send-proxy-v2", false),
    HTTP_TO_INGRESS("http", "", false),
    TCP_TO_INGRESS("tcp", "", false),
    PROXY_V1_TO_INGRESS("tcp", "send-proxy", true),
    PROXY_V2_TO_INGRESS("tcp", "send-proxy-v2", true);

    private final String mode;
    private final String option;
    private final boolean goesOnOverIpv4;

    Balancer(String mode, String option, boolean goesOnOverIpv4) {
      this.mode = mode;
      this.option = option;
      this.goesOnOverIpv4 = goesOnOverIpv4;
    }
  }

  /** A row of the lab's table: all that the network of this cluster has, but sidecars. */
  private record Row(String id, String families, String from, String route, String ingress, String app,
      String answer, String findings) {

    static List<Row> all() throws Exception {
      return table("situations.txt").stream()
          .map(cells -> new Row(cells[0], cells[3], cells[4], cells[5], cells[6], cells[7], cells[12],
              cells[13]))
          .filter(row -> (ROUTES.contains(row.route) || row.balancer() != null) && row.id.charAt(0) < '7'
              && !row.from.contains(" ")).toList();
    }

    Balancer balancer() {
      return List.of(Balancer.values()).stream().filter(b -> b.name().equals(constant(route))).findFirst().orElse(null);
    }

    boolean goesToIngress() {
      return !ingress.equals("-");
    }

    int ingressPort() {
      return IngressConfig.valueOf(constant(ingress)).port();
    }

    String answer(boolean forged) {
      String[] answers = answer.split(", ");
      return answers[forged ? answers.length - 1 : 0];
    }
  }

  private static String constant(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** The lines of a table of the lab. */
  private static List<String[]> table(String file) throws Exception {
    try (InputStream in = IngressConfig.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
          .filter(line -> !line.startsWith("#")).map(line -> line.split(" *\\| *", -1)).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables", "nftables"})
  void isWhatTheLabSays(String proxyMode) throws Exception {
    cluster.proxyMode(proxyMode);
    String namespace = cluster.namespace("situations");
    rows = Row.all();
    assertTrue(rows.size() > 40, rows::toString);
    if (proxyMode.equals("nftables") && !TestCluster.isForAllCases()) {
      rows = rows.stream().filter(row -> row.balancer() == null && !row.goesToIngress()).toList();
    }
    start(namespace);
    try (LoadBalancer running = new LoadBalancer(directory, balancer())) {
      List<String> expected = new ArrayList<>();
      List<String> actual = new ArrayList<>();
      // kube-proxy's rules follow a moment later, those of one family before the other's
      TestCluster.await(STARTED, () -> {
        expected.clear();
        actual.clear();
        askAll(namespace, expected, actual);
        assertEquals(timeOuts(expected), timeOuts(actual));
        return true;
      });
      assertEquals(String.join("\n", expected), String.join("\n", actual));
    }

    Row snat = rows.stream().filter(row -> row.id().equals("2a")).findFirst().orElseThrow();
    awaitFinding(namespace, "nobody", TestCluster.inside("client"), url(snat, 0));
    for (String app : rows.stream().map(Row::app).distinct().toList()) {
      String right = rows.stream().filter(row -> row.app().equals(app)).map(Row::findings).toList().toString();
      cluster.run("-n", namespace, "logs", app).out().lines().filter(line -> line.contains("realip-agent: finding "))
          .map(line -> line.replaceFirst(".*finding ([a-z-]+):.*", "$1"))
          .forEach(said -> assertTrue(right.contains(said), app + ": " + said + ", not of " + right));
    }
  }

  /** The pod that calls its own Service, and the program on the node: it looks as if a node hid clients. */
  @Test
  void whoSeemsToHideClientsIsNamedToo() throws Exception {
    String namespace = cluster.namespace("callers");
    List<String> apps = List.of("itself", "program");
    for (String app : apps) {
      cluster.apply(namespace, sample("situations-services.yaml").replace("NAME", app));
      cluster.apply(namespace, sample("situations-app.yaml").replace("NAME", app).replace(" SETTINGS", ""));
    }
    readServices(namespace);
    ready(namespace, apps);
    List<String> itself = cluster.command("-n", namespace, "exec", "itself", "--");
    awaitFinding(namespace, "itself", itself, "http://" + clusterIp("itself", 0) + "/whoami");
    awaitFinding(namespace, "program", TestCluster.inside("node1"), "http://" + clusterIp("program", 0) + "/whoami");
    for (String app : apps) {
      String line = cluster.run("-n", namespace, "logs", app).out();
      assertTrue(line.contains("pod calls its own Service") && line.contains("program on the node"), line);
    }
  }

  /** Many kinds of clients, who all seem to be one. */
  private static void awaitFinding(String namespace, String app, List<String> from, String url) throws Exception {
    TestCluster.await(Duration.ofSeconds(30), () -> {
      List<String> command = new ArrayList<>(from);
      command.addAll(List.of("curl", "-sS", "--rate", "100/s"));
      for (int i = 0; i < 30; i++) {
        command.addAll(List.of(i == 0 ? "-sS" : "--next", "-A", "Mozilla/5.0 (kind " + i % 6 + ")", url));
      }
      TestCluster.execute(command, "", Map.of());
      return cluster.run("-n", namespace, "logs", app).out().contains("finding cluster-snat:");
    });
  }

  private void start(String namespace) throws Exception {
    pods.clear();
    services.clear();
    Map<String, String> settings = new LinkedHashMap<>();
    for (String[] app : table("apps.txt")) {
      if (rows.stream().anyMatch(row -> row.app().equals(app[0]))) {
        settings.put(app[0], app[2]);
        cluster.apply(namespace, sample("situations-services.yaml").replace("NAME", app[0]));
      }
    }
    readServices(namespace);
    cluster.apply(namespace, sample("situations.yaml")
        .replace("UPSTREAMS", upstreams(settings.keySet()).strip().replace("\n", "\n      "))
        .replace("SERVERS", IngressConfig.servers().strip().replace("\n", "\n      ")));
    readServices(namespace);
    ready(namespace, List.of("nginx", "pod-a", "pod-b"));
    for (Map.Entry<String, String> app : settings.entrySet()) {
      StringBuilder options = new StringBuilder();
      for (String setting : app.getValue().split("; *")) {
        options.append(setting.isEmpty() ? "" : " -Drealip." + setting
            .replace("{ingress}", String.join(",", pods.get("nginx")))
            .replace("{lb}", String.join(",", HOSTS.get("lb")))
            .replace("{node2}", String.join(",", HOSTS.get("node2"))));
      }
      cluster.apply(namespace, sample("situations-app.yaml").replace("NAME", app.getKey())
          .replace(" SETTINGS", options));
    }
    ready(namespace, settings.keySet());
    for (String policy : List.of("local", "cluster")) {
      cluster.run("-n", namespace, "patch", "service", "nobody-" + policy, "--subresource=status", "--type=merge", "-p",
          "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"" + VIPS.get(policy) + "\"}]}}}");
    }
  }

  private static String sample(String file) throws Exception {
    return TestImages.mirrored(Files.readString(Sources.SAMPLES.resolve(file)));
  }

  /** Which application a host's name means to the ingress. */
  private String upstreams(Collection<String> apps) {
    StringBuilder text = new StringBuilder();
    for (int family = 0; family < 2; family++) {
      String suffix = family == 0 ? "_ipv4" : "_ipv6";
      for (String app : apps) {
        text.append("upstream ").append(app).append(suffix).append(" { server ")
            .append(socket(clusterIp(app, family), 80)).append("; keepalive 32; }\n");
      }
      for (String target : List.of("pod", "service", "sidecar")) {
        text.append("map $http_host $").append(target).append(suffix).append(" {\n");
        apps.forEach(app -> text.append(host(app)).append(' ').append(app).append(suffix).append(";\n"));
        text.append("}\n");
      }
    }
    return text.toString();
  }

  private static String host(String app) {
    return app + ".example";
  }

  /** The load balancer, which listens for each row on a port of its own. */
  private String balancer() {
    StringBuilder text = new StringBuilder("""
        defaults
          timeout connect 5s
          timeout client 60s
          timeout server 60s
        """);
    for (Row row : rows) {
      Balancer balancer = row.balancer();
      for (int family = 0; balancer != null && family < 2; family++) {
        boolean local = !balancer.name().endsWith("_TO_CLUSTER");
        String service = (row.goesToIngress() ? "nginx" : row.app()) + (local ? "-local" : "-cluster");
        String node = HOSTS.get(local && !row.goesToIngress() ? "node1" : "node2")
            .get(balancer.goesOnOverIpv4 ? 0 : family);
        text.append("listen ").append(row.id()).append('-').append(family).append("\n  mode ").append(balancer.mode)
            .append(balancer.mode.equals("http") ? "\n  option forwardfor" : "")
            .append("\n  bind ").append(HOSTS.get("lb outside").get(family)).append(':').append(listener(row))
            .append("\n  server node ").append(node).append(':').append(nodePort(service, row)).append(' ')
            .append(balancer.option).append('\n');
      }
    }
    return text.toString();
  }

  private int listener(Row row) {
    return FIRST_LISTENER + rows.indexOf(row);
  }

  private void askAll(String namespace, List<String> expected, List<String> actual) throws Exception {
    for (Row row : rows) {
      for (int family = 0; family < 2; family++) {
        boolean reached = !row.route().startsWith("balanced") || family == 0; // the cloud's addresses are IPv4
        if (reached && row.families().contains(family == 0 ? "4" : "6")) {
          String name = row.id() + (family == 0 ? " IPv4 " : " IPv6 ");
          List<String> answers = ask(namespace, row, family);
          for (boolean forged : List.of(false, true)) {
            expected.add(name + (forged ? "forged: " : "honest: ") + address(row, row.answer(forged), family));
            actual.add(name + (forged ? "forged: " : "honest: ") + answers.get(forged ? 1 : 0));
          }
        }
      }
    }
  }

  private static List<String> timeOuts(List<String> answers) {
    return answers.stream().filter(answer -> answer.endsWith("time-out")).toList();
  }

  private void readServices(String namespace) throws Exception {
    for (JsonElement service : json(cluster.run("-n", namespace, "get", "services", "-o", "json").out())
        .getAsJsonArray("items")) {
      services.put(service.getAsJsonObject().getAsJsonObject("metadata").get("name").getAsString(),
          service.getAsJsonObject().getAsJsonObject("spec"));
    }
  }

  private void ready(String namespace, Collection<String> names) throws Exception {
    for (String name : names) {
      cluster.run("-n", namespace, "wait", "--for=condition=Ready", "--timeout=120s", "pod/" + name);
      String addresses = cluster.run("-n", namespace, "get", "pod", name, "-o",
          "jsonpath={.status.podIPs[*].ip}").out();
      pods.put(name, List.of(addresses.split(" ")));
    }
  }

  /** What the application answers without and with forged headers. */
  private List<String> ask(String namespace, Row row, int family) throws Exception {
    List<String> curl = List.of("curl", "-sS", "-g", "--connect-timeout", row.answer.equals("time-out") ? "0.5" : "5",
        "-m", "10", "-w", "\n", url(row, family), "-H", "Host: " + host(row.app()));
    List<String> answers = new ArrayList<>();
    for (boolean forged : List.of(false, true)) {
      List<String> command = new ArrayList<>(curl);
      if (forged) {
        for (String header : List.of("X-Forwarded-For: 1.2.3.4", "X-Real-IP: 1.2.3.4", "Forwarded: for=1.2.3.4")) {
          command.addAll(List.of("-H", header));
        }
      }
      Result result = run(namespace, row, command);
      answers.add(result.status() == 0 ? remoteAddr(result.out()) : "time-out");
    }
    return answers;
  }

  private static String remoteAddr(String answer) throws Exception {
    return answer.startsWith("{") ? canonical(json(answer).get("remoteAddr").getAsString())
        : answer.contains("HTTP Status 400") ? "refused" : answer;
  }

  private static Result run(String namespace, Row row, List<String> command) throws Exception {
    if (pod(row) == null) {
      List<String> inside = new ArrayList<>(TestCluster.inside(row.from().equals("kubelet") ? "node1" : row.from()));
      inside.addAll(command);
      return TestCluster.execute(inside, "", Map.of());
    }
    List<String> inside = cluster.command("-n", namespace, "exec", pod(row), "--");
    inside.addAll(command);
    return TestCluster.execute(inside, "", Map.of());
  }

  /** The pod that asks, or {@code null} if it is somebody outside of the pods. */
  private static String pod(Row row) {
    return row.from().equals("app") ? row.app() : row.from().startsWith("pod") ? row.from() : null;
  }

  private String url(Row row, int family) {
    String[] route = row.route().split("-");
    String service = row.app() + "-" + route[route.length - 1];
    if (row.balancer() != null) {
      return "http://" + socket(HOSTS.get("lb outside").get(family), listener(row)) + "/whoami";
    }
    String socket = switch (route[0]) {
      case "pod" -> socket(pods.get(row.app()).get(family), 8080);
      case "cluster" -> socket(clusterIp(row.app(), family), 80);
      case "balanced" -> socket(VIPS.get(route[1]), 80);
      case "keeping" -> socket(HOSTS.get("node2").get(family), nodePort("nginx-local", row));
      case "ingress" -> socket(HOSTS.get("node2").get(family), nodePort("nginx-cluster", row));
      default -> socket(HOSTS.get(route[0]).get(family), nodePort(service, row));
    };
    return "http://" + socket + "/whoami";
  }

  private String clusterIp(String app, int family) {
    return services.get(app + "-cluster").getAsJsonArray("clusterIPs").get(family).getAsString();
  }

  private int nodePort(String service, Row row) {
    for (JsonElement port : services.get(service).getAsJsonArray("ports")) {
      if (!service.startsWith("nginx-") || port.getAsJsonObject().get("port").getAsInt() == row.ingressPort()) {
        return port.getAsJsonObject().get("nodePort").getAsInt();
      }
    }
    throw new IllegalStateException(service + " has no port for " + row);
  }

  private static String socket(String address, int port) {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }

  private String address(Row row, String answer, int family) throws Exception {
    if (answer.equals("time-out") || answer.equals("refused")) {
      return answer;
    }
    String name = switch (answer) {
      case "caller" -> row.from().equals("kubelet") ? "gateway" : row.from();
      case "ingress" -> "nginx";
      default -> answer;
    };
    return canonical((HOSTS.containsKey(name) ? HOSTS.get(name) : pods.get(name)).get(family));
  }

  private static String canonical(String address) throws Exception {
    return InetAddress.getByName(address).getHostAddress();
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
