package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.realip.kubernetes.TestCluster.Result;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lab's situations through a real kube-proxy: each row of its table must come out as it stands there. */
class ClusterSituationsIT {
  private static final List<String> ROUTES = List.of("pod", "cluster-ip", "node1-cluster", "node2-cluster",
      "node1-local", "node2-local", "balanced-local", "balanced-cluster", "keeping-ingress");
  private static final Map<String, List<String>> HOSTS = Map.of(
      "client", List.of("203.0.113.10", "2001:db8:113::10"),
      "node1", List.of("192.168.10.11", "fd00:10::11"),
      "node2", List.of("192.168.10.12", "fd00:10::12"),
      "gateway", List.of("10.244.1.1", "fd00:244:1::1"),
      "forged", List.of("1.2.3.4", "1.2.3.4"));
  private static final Map<String, String> VIPS = Map.of("local", "198.51.100.1", "cluster", "198.51.100.17");
  private static final Duration STARTED = Duration.ofSeconds(120);
  private static TestCluster cluster;

  private final Map<String, JsonObject> services = new LinkedHashMap<>();
  private final Map<String, List<String>> pods = new LinkedHashMap<>();

  @BeforeAll
  static void images() throws Exception {
    cluster = TestCluster.get();
    TestCluster.needsHosts();
    cluster.loadImages();
  }

  /** A row of the lab's table that needs nothing but kube-proxy, or an ingress with its defaults. */
  private record Row(String id, String families, String from, String route, String app, String answer) {

    static List<Row> all() throws Exception {
      try (InputStream in = Class.forName("io.github.realip.lab.Lab").getResourceAsStream("situations.txt")) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
            .filter(line -> !line.startsWith("#")).map(line -> line.split(" *\\| *"))
            .filter(cells -> cells[2].equals("host-gateway") && ROUTES.contains(cells[5])
                && (cells[6].equals("-") || cells[0].equals("6a")))
            .map(cells -> new Row(cells[0], cells[3], cells[4], cells[5], cells[7], cells[12])).toList();
      }
    }

    String answer(boolean forged) {
      String[] answers = answer.split(", ");
      return answers[forged ? answers.length - 1 : 0];
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables", "nftables"})
  void isWhatTheLabSays(String proxyMode) throws Exception {
    cluster.proxyMode(proxyMode);
    String namespace = cluster.namespace("situations");
    start(namespace);
    List<Row> rows = Row.all();
    assertTrue(rows.size() > 20, rows::toString);
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    // kube-proxy's rules follow a moment later, those of one family before the other's
    TestCluster.await(STARTED, () -> {
      expected.clear();
      actual.clear();
      askAll(namespace, rows, expected, actual);
      assertEquals(timeOuts(expected), timeOuts(actual));
      return true;
    });
    assertEquals(String.join("\n", expected), String.join("\n", actual));

    // many kinds of clients, and all come from the other node
    Row snat = rows.stream().filter(row -> row.id().equals("2a")).findFirst().orElseThrow();
    TestCluster.await(Duration.ofSeconds(30), () -> {
      List<String> command = new ArrayList<>(TestCluster.inside("client"));
      command.addAll(List.of("curl", "-sS", "--rate", "100/s"));
      for (int i = 0; i < 30; i++) {
        command.addAll(List.of(i == 0 ? "-sS" : "--next", "-A", "Mozilla/5.0 (kind " + i % 6 + ")", url(snat, 0)));
      }
      TestCluster.execute(command, "", Map.of());
      return cluster.run("-n", namespace, "logs", "nobody").out().contains("finding cluster-snat:");
    });
    String said = cluster.run("-n", namespace, "logs", "ingress").out();
    assertTrue(!said.contains("finding "), said);
  }

  private void start(String namespace) throws Exception {
    pods.clear();
    services.clear();
    apply(namespace, "situations.yaml", "", "");
    apply(namespace, "situations-app.yaml", "nobody", "");
    apply(namespace, "situations-app.yaml", "pods", "-Drealip.trusted-proxies=10.244.0.0/16,fd00:244::/32");
    ready(namespace, "nginx", "pod-a", "pod-b");
    apply(namespace, "situations-app.yaml", "ingress",
        "-Drealip.trusted-proxies=" + String.join(",", pods.get("nginx")));
    ready(namespace, "nobody", "pods", "ingress");
    for (String policy : List.of("local", "cluster")) {
      cluster.run("-n", namespace, "patch", "service", "nobody-" + policy, "--subresource=status", "--type=merge", "-p",
          "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"" + VIPS.get(policy) + "\"}]}}}");
    }
    for (JsonElement service : json(cluster.run("-n", namespace, "get", "services", "-o", "json").out())
        .getAsJsonArray("items")) {
      services.put(service.getAsJsonObject().getAsJsonObject("metadata").get("name").getAsString(),
          service.getAsJsonObject().getAsJsonObject("spec"));
    }
  }

  private void askAll(String namespace, List<Row> rows, List<String> expected, List<String> actual) throws Exception {
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

  private static void apply(String namespace, String file, String name, String settings) throws Exception {
    cluster.apply(namespace, TestImages.mirrored(Files.readString(Sources.SAMPLES.resolve(file))
        .replace("NAME", name).replace("SETTINGS", settings)));
  }

  private void ready(String namespace, String... names) throws Exception {
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
        "-m", "10", "-w", "\n", url(row, family), "-H", "Host: shop.example");
    List<String> answers = new ArrayList<>();
    for (boolean forged : List.of(false, true)) {
      List<String> command = new ArrayList<>(curl);
      if (forged) {
        for (String header : List.of("X-Forwarded-For: 1.2.3.4", "X-Real-IP: 1.2.3.4", "Forwarded: for=1.2.3.4")) {
          command.addAll(List.of("-H", header));
        }
      }
      Result result = run(namespace, row, command);
      answers.add(result.status() == 0
          ? canonical(json(result.out()).get("remoteAddr").getAsString()) : "time-out");
    }
    return answers;
  }

  private static Result run(String namespace, Row row, List<String> command) throws Exception {
    if (pod(row) == null) {
      List<String> inside = new ArrayList<>(TestCluster.inside(row.from().equals("kubelet") ? "node1" : row.from()));
      inside.addAll(command);
      return TestCluster.execute(inside, "", Map.of());
    }
    List<String> arguments = new ArrayList<>(List.of("-n", namespace, "exec", pod(row), "--"));
    arguments.addAll(command);
    return cluster.tried("", arguments.toArray(String[]::new));
  }

  /** The pod that asks, or {@code null} if it is somebody outside of the pods. */
  private static String pod(Row row) {
    return row.from().equals("app") ? row.app() : row.from().startsWith("pod") ? row.from() : null;
  }

  private String url(Row row, int family) {
    String[] route = row.route().split("-");
    String service = row.app() + "-" + route[route.length - 1];
    String socket = switch (route[0]) {
      case "pod" -> socket(pods.get(row.app()).get(family), 8080);
      case "cluster" -> socket(services.get(row.app() + "-cluster").getAsJsonArray("clusterIPs").get(family)
          .getAsString(), 80);
      case "balanced" -> socket(VIPS.get(route[1]), 80);
      case "keeping" -> socket(HOSTS.get("node2").get(family), nodePort("nginx-local"));
      default -> socket(HOSTS.get(route[0]).get(family), nodePort(service));
    };
    return "http://" + socket + "/whoami";
  }

  private int nodePort(String service) {
    return services.get(service).getAsJsonArray("ports").get(0).getAsJsonObject().get("nodePort").getAsInt();
  }

  private static String socket(String address, int port) {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }

  private String address(Row row, String answer, int family) throws Exception {
    String name = answer.equals("caller") ? row.from().equals("kubelet") ? "gateway" : row.from() : answer;
    if (name.equals("time-out")) {
      return name;
    }
    return canonical((HOSTS.containsKey(name) ? HOSTS.get(name) : pods.get(name)).get(family));
  }

  private static String canonical(String address) throws Exception {
    return InetAddress.getByName(address).getHostAddress();
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
