package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Proxies that are known by the name of the shipped Service and come and go under load, over both protocols. */
class ClusterNamesIT {
  private static final Duration STARTED = Duration.ofSeconds(120);
  private static final int RATE = 40;
  private static TestCluster cluster;

  @BeforeAll
  static void images() throws Exception {
    cluster = TestCluster.get();
    cluster.loadImages();
  }

  @Test
  void noAnswerIsWrongWhileProxiesComeAndGo() throws Exception {
    String namespace = cluster.namespace("names");
    String client = start(namespace, text -> text);
    load(namespace, "new", "-H 'Connection: close'");
    load(namespace, "kept", "");
    cluster.run("-n", namespace, "scale", "deployment/proxies", "--replicas=4");
    rolledOut(namespace, "proxies");
    cluster.run("-n", namespace, "rollout", "restart", "deployment/proxies");
    rolledOut(namespace, "proxies");
    cluster.run("-n", namespace, "rollout", "restart", "deployment/shop"); // its first request is a client's
    rolledOut(namespace, "shop");
    cluster.run("-n", namespace, "scale", "deployment/proxies", "--replicas=1");
    TestCluster.await(STARTED, () ->
        get(namespace, "pods", "{.items[*].metadata.labels.app}").split("proxies", -1).length == 2);
    for (String connections : List.of("new", "kept")) {
      List<String> answers = answers(namespace, connections);
      assertTrue(answers.size() > 5 * RATE, () -> answers.size() + " answers");
      assertEquals(Set.of(client), Set.copyOf(answers), () -> connections + log(namespace));
    }
  }

  /**
   * The name knows a proxy only when it is ready, and its first request is a client's: that makes the agent look. It
   * has the answer two seconds later at most, and CoreDNS keeps an older answer for five.
   */
  @Test
  void anUnlistedProxyIsUnknownForSevenSecondsAtMost() throws Exception {
    String namespace = cluster.namespace("late");
    String client = start(namespace, text -> text.replace("publishNotReadyAddresses: true", "")
        .replace("httpGet: {path: /whoami, port: 8080}", "tcpSocket: {port: 8080}")
        .replace("successThreshold: 8", "successThreshold: 1"));
    load(namespace, "new", "-H 'Connection: close'");
    int proxies = 2;
    cluster.run("-n", namespace, "scale", "deployment/proxies", "--replicas=" + 2 * proxies);
    rolledOut(namespace, "proxies");
    TestCluster.await(STARTED, () -> {
      List<String> answers = answers(namespace, "new");
      return answers.size() > 10 * RATE && Set.of(client).equals(Set.copyOf(answers.subList(answers.size() - 3 * RATE,
          answers.size())));
    });
    long wrong = answers(namespace, "new").stream().filter(answer -> !answer.equals(client)).count();
    // each of the new ones has its share of the requests
    assertTrue(wrong <= 7L * RATE * proxies / (2 * proxies), () -> wrong + " wrong answers\n" + log(namespace));
  }

  /** Starts all and returns the client's address, when the application knows the first proxies. */
  private static String start(String namespace, UnaryOperator<String> change) throws Exception {
    cluster.apply(namespace, change.apply(
        Files.readString(Sources.KUBERNETES.resolve("manifests/ingress-pods.yaml"))));
    String yaml = change.apply(TestImages.mirrored(Files.readString(Sources.SAMPLES.resolve("names.yaml")))
        .replace("NAMESPACE", namespace));
    cluster.apply(namespace, yaml.substring(0, yaml.indexOf("---")));
    String[] shop = get(namespace, "service/shop", "{.spec.clusterIPs[*]}").split(" ");
    cluster.apply(namespace, yaml.replace("SHOP4", shop[0]).replace("SHOP6", shop[1]));
    cluster.run("-n", namespace, "wait", "--for=condition=Ready", "--timeout=120s", "pod/client");
    rolledOut(namespace, "shop");
    rolledOut(namespace, "proxies");
    String client = get(namespace, "pod/client", "{.status.podIP}");
    TestCluster.await(STARTED, () -> client.equals(cluster.run("-n", namespace, "exec", "client", "--",
        "curl", "-sS", "http://proxies/address").out()));
    return client;
  }

  private static void rolledOut(String namespace, String deployment) throws Exception {
    cluster.run("-n", namespace, "rollout", "status", "deployment/" + deployment, "--timeout=120s");
  }

  private static String get(String namespace, String object, String path) throws Exception {
    return cluster.run("-n", namespace, "get", object, "-o", "jsonpath=" + path).out();
  }

  private static void load(String namespace, String name, String options) throws Exception {
    cluster.run("-n", namespace, "exec", "client", "--", "sh", "-c", "curl -s --rate " + RATE + "/s -w '\\n' " + options
        + " 'http://proxies/address?n=[1-1000000]' >/tmp/" + name + " 2>/dev/null &");
  }

  /** The answers so far; a connection that broke has none. */
  private static List<String> answers(String namespace, String name) throws Exception {
    String text = cluster.run("-n", namespace, "exec", "client", "--", "cat", "/tmp/" + name).out();
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().filter(line -> line.matches("[0-9a-f.:]+")).toList();
  }

  private static String log(String namespace) {
    try {
      return cluster.run("-n", namespace, "logs", "deployment/shop").out();
    } catch (Exception e) {
      return e.toString();
    }
  }
}
