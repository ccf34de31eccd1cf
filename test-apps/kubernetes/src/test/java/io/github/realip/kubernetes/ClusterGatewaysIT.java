package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gateways as their controllers configure them, with and without an HTTP load balancer before them, and clients that
 * are honest or forge the header. The gateway and the load balancer are trusted; what cannot be right then is not.
 */
class ClusterGatewaysIT {
  private static final String CLIENT = "203.0.113.10";
  private static final String FORGED = "1.2.3.4";
  private static final String BALANCER = "100.64.0.80";
  private static final String GATEWAY = "GATEWAYS";
  /** Gateway, its port; the answers to an honest and a forging client, then to both behind the load balancer. */
  private static final List<List<String>> GATEWAYS = List.of(
      List.of("nginx that appends", "8081", CLIENT, CLIENT, CLIENT, CLIENT),
      List.of("nginx that believes everybody", "8082", CLIENT, FORGED, CLIENT, FORGED),
      List.of("HAProxy that adds a line", "8083", CLIENT, CLIENT, CLIENT, CLIENT),
      List.of("HAProxy that overwrites", "8084", CLIENT, CLIENT, BALANCER, BALANCER),
      List.of("HAProxy that adds if there is none", "8085", CLIENT, FORGED, CLIENT, CLIENT),
      List.of("Envoy", "8086", CLIENT, CLIENT, CLIENT, CLIENT),
      List.of("Envoy that trusts one hop", "8087", CLIENT, CLIENT, CLIENT, CLIENT),
      List.of("Envoy without use_remote_address", "8088", GATEWAY, FORGED, CLIENT, CLIENT),
      List.of("Caddy", "8089", CLIENT, CLIENT, BALANCER, BALANCER),
      List.of("Caddy that trusts the load balancer", "8090", CLIENT, CLIENT, CLIENT, CLIENT),
      List.of("Caddy that writes its client alone", "8091", CLIENT, CLIENT, CLIENT, CLIENT),
      List.of("Traefik", "8092", CLIENT, CLIENT, BALANCER, BALANCER),
      List.of("Traefik that trusts the load balancer", "8093", CLIENT, CLIENT, CLIENT, CLIENT),
      List.of("Traefik that trusts everybody", "8094", CLIENT, CLIENT, CLIENT, CLIENT));
  private static TestCluster cluster;

  @TempDir
  Path directory;

  @BeforeAll
  static void images() throws Exception {
    cluster = TestCluster.get();
    TestCluster.needsHosts();
    cluster.loadImages();
  }

  @Test
  void theAddressIsTheOneThatTheGatewaysHeaderAllows() throws Exception {
    String namespace = cluster.namespace("gateways");
    String yaml = TestImages.mirrored(Files.readString(Sources.SAMPLES.resolve("gateways.yaml")));
    List<List<String>> gateways = GATEWAYS.stream()
        .filter(gateway -> TestCluster.isForAllCases() || !gateway.get(0).startsWith("Traefik")).toList();
    if (gateways.size() < GATEWAYS.size()) { // it takes minutes to build Traefik
      yaml = yaml.replaceFirst("(?s)  - name: traefik\n.*?(?=  volumes:)", "");
    }
    int application = yaml.lastIndexOf("---");
    cluster.apply(namespace, yaml.substring(0, yaml.indexOf("---")));
    cluster.apply(namespace, yaml.substring(0, application)
        .replace("SHOP", get(namespace, "service/shop", "{.spec.clusterIP}")));
    cluster.run("-n", namespace, "wait", "--for=condition=Ready", "--timeout=120s", "pod/gateways");
    String pod = get(namespace, "pod/gateways", "{.status.podIP}");
    cluster.apply(namespace, yaml.substring(application).replace(GATEWAY, pod));
    cluster.run("-n", namespace, "wait", "--for=condition=Ready", "--timeout=120s", "pod/shop");

    StringBuilder balancer = new StringBuilder("""
        defaults
          mode http
          option forwardfor
          timeout connect 2s
          timeout client 30s
          timeout server 30s
        """);
    for (List<String> gateway : gateways) {
      balancer.append("listen p").append(gateway.get(1)).append("\n  bind 198.51.100.80:").append(gateway.get(1))
          .append("\n  server gateway 192.168.10.12:").append(nodePort(namespace, gateway)).append('\n');
    }
    try (LoadBalancer running = new LoadBalancer(directory, balancer)) {
      TestCluster.await(Duration.ofSeconds(60), () -> {
        StringBuilder expected = new StringBuilder();
        StringBuilder actual = new StringBuilder();
        for (List<String> gateway : gateways) {
          for (boolean balanced : List.of(false, true)) {
            for (boolean forged : List.of(false, true)) {
              String name = gateway.get(0) + (balanced ? ", load balancer" : "") + (forged ? ", forged: " : ": ");
              String socket = balanced ? "198.51.100.80:" + gateway.get(1)
                  : "192.168.10.12:" + nodePort(namespace, gateway);
              expected.append(name).append(gateway.get(2 + (balanced ? 2 : 0) + (forged ? 1 : 0))).append('\n');
              actual.append(name).append(ask(socket, forged)).append('\n');
            }
          }
        }
        assertEquals(expected.toString().replace(GATEWAY, pod), actual.toString());
        return true;
      });
    }
  }

  private static String ask(String socket, boolean forged) throws Exception {
    List<String> command = new ArrayList<>(TestCluster.inside("client"));
    command.addAll(List.of("curl", "-sS", "-m", "5", "http://" + socket + "/address"));
    if (forged) {
      command.addAll(List.of("-H", "X-Forwarded-For: " + FORGED));
    }
    TestCluster.Result result = TestCluster.execute(command, "", Map.of());
    return result.status() == 0 ? result.out() : result.err();
  }

  private static String nodePort(String namespace, List<String> gateway) throws Exception {
    return get(namespace, "service/gateways", "{.spec.ports[?(@.port==" + gateway.get(1) + ")].nodePort}");
  }

  private static String get(String namespace, String object, String path) throws Exception {
    return cluster.run("-n", namespace, "get", object, "-o", "jsonpath=" + path).out();
  }
}
