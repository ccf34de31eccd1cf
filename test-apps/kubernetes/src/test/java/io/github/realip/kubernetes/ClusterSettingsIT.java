package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The settings of a running pod, changed by way of its ConfigMap while requests come without pause. */
class ClusterSettingsIT {
  /** A kubelet looks once a minute if it is not told of changes. */
  private static final Duration ARRIVED = Duration.ofSeconds(150);
  private static final String KEPT = "keeping the previous rules";
  private static final String CLIENT = "203.0.113.7";
  private static TestCluster cluster;

  @BeforeAll
  static void images() throws Exception {
    cluster = TestCluster.get();
    cluster.loadImages();
  }

  /** One clean switch for each change, and none for a slip. */
  @Test
  void eachChangeIsOneSwitchAndASlipIsNone() throws Exception {
    String namespace = cluster.namespace("settings", "realip.github.io/inject=true");
    String[] proxy = new String[1];
    cluster.enforced("image-volume", namespace, () -> {
      cluster.apply(namespace, TestImages.mirrored(Files.readString(Sources.SAMPLES.resolve("settings.yaml"))));
      for (String pod : List.of("proxy", "shop")) {
        cluster.run("-n", namespace, "wait", "--for=condition=Ready", "--timeout=120s", "pod/" + pod);
      }
      proxy[0] = cluster.run("-n", namespace, "get", "pod", "proxy", "-o", "jsonpath={.status.podIP}").out();
    });
    // a Service takes a moment longer than its pods
    TestCluster.await(ARRIVED, () -> proxy[0].equals(
        cluster.run("-n", namespace, "exec", "proxy", "--", "curl", "-s", "http://shop/address").out()));
    cluster.run("-n", namespace, "exec", "proxy", "--", "sh", "-c", "curl -sS --rate 50/s -w '\\n'"
        + " -H 'X-Forwarded-For: " + CLIENT + "' 'http://shop/address?n=[1-1000000]' >/tmp/answers 2>/tmp/errors &");
    List<String> expected = new ArrayList<>(List.of(proxy[0]));

    settings(namespace, "realip.trusted-proxies=" + proxy[0]);
    expected.add(CLIENT);
    awaitAnswers(namespace, expected);
    settings(namespace, "realip.trusted-proxies=" + proxy[0] + ", 192.0.2.1");
    awaitLog(namespace, "192.0.2.1", 1);
    settings(namespace, "realip.trusted-proxies=" + proxy[0] + "\nrealip.enabled=false");
    expected.add(proxy[0]);
    awaitAnswers(namespace, expected);
    settings(namespace, "realip.trusted-proxies=" + proxy[0]);
    expected.add(CLIENT);
    awaitAnswers(namespace, expected);

    // each of these says that the previous rules are kept
    for (String slip : List.of("realip.trusted-proxies=" + proxy[0] + ", 10.0.0.", "realip.trusted-proxy=" + proxy[0],
        "")) {
      int before = occurrences(log(namespace), KEPT);
      settings(namespace, slip);
      awaitLog(namespace, KEPT, before + 1);
    }
    int before = occurrences(log(namespace), KEPT);
    cluster.run("-n", namespace, "delete", "configmap", "realip-agent");
    hasten(namespace);
    awaitLog(namespace, KEPT, before + 1);
    assertEquals(expected, switches(namespace));
    assertEquals("", cluster.run("-n", namespace, "exec", "proxy", "--", "cat", "/tmp/errors").out());
  }

  private static void settings(String namespace, String text) throws Exception {
    cluster.apply(namespace, Documents.write(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata",
        Map.of("name", "realip-agent"), "data", Map.of("realip.properties", text))));
    hasten(namespace);
  }

  /** A kubelet brings a pod's files up to date when the pod itself changes, too. */
  private static void hasten(String namespace) throws Exception {
    cluster.run("-n", namespace, "annotate", "--overwrite", "pod", "shop", "at=" + System.nanoTime());
  }

  private static void awaitAnswers(String namespace, List<String> expected) throws Exception {
    TestCluster.await(ARRIVED, () -> {
      assertEquals(expected, switches(namespace), () -> log(namespace));
      return true;
    });
  }

  private static void awaitLog(String namespace, String text, int times) throws Exception {
    TestCluster.await(ARRIVED, () -> {
      String log = log(namespace);
      assertTrue(occurrences(log, text) >= times, log);
      return true;
    });
  }

  /** The answers so far, each as often as it followed another. */
  private static List<String> switches(String namespace) throws Exception {
    List<String> switches = new ArrayList<>();
    String answers = cluster.run("-n", namespace, "exec", "proxy", "--", "cat", "/tmp/answers").out();
    for (String answer : answers.substring(0, answers.lastIndexOf('\n') + 1).lines().toList()) {
      if (switches.isEmpty() || !switches.get(switches.size() - 1).equals(answer)) {
        switches.add(answer);
      }
    }
    return switches;
  }

  private static int occurrences(String text, String word) {
    return text.split(word, -1).length - 1;
  }

  private static String log(String namespace) {
    try {
      return cluster.run("-n", namespace, "logs", "shop").out();
    } catch (Exception e) {
      return e.toString();
    }
  }
}
