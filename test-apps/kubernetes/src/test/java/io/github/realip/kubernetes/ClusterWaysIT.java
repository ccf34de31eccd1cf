package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.kubernetes.TestCluster.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way of injection, down to the JVM that the kubelet starts. */
class ClusterWaysIT {
  private static final Duration STARTED = Duration.ofSeconds(90);
  private static final Map<String, String> IMAGES = Map.of("TOMCAT_IMAGE", TestImages.TEST, "CURL_IMAGE",
      TestImages.TEST, "SECONDS_TO_WAIT", "60");
  private static TestCluster cluster;

  @TempDir
  Path directory;

  @BeforeAll
  static void images() throws Exception {
    cluster = TestCluster.get();
    cluster.loadImages();
  }

  @ParameterizedTest
  @ValueSource(strings = {"init-container", "image-volume"})
  void everyPodRuns(String policy) throws Exception {
    String namespace = cluster.namespace("running", "realip.github.io/inject=true");
    String pods = TestImages.mirrored(Files.readString(Sources.SAMPLES.resolve("running-pods.yaml")));
    cluster.enforced(policy, namespace, () -> {
      cluster.apply(namespace, pods);
      TestCluster.await(STARTED, () -> {
        String phases = cluster.run("-n", namespace, "get", "pods", "-o",
            "jsonpath={range .items[*]}{.metadata.name}{\" \"}{.status.phase}{\"\\n\"}{end}").out();
        assertEquals(List.of(), phases.lines().filter(line -> !line.endsWith(" Succeeded")).toList(),
            () -> events(namespace));
        return true;
      });
    });
    for (Map<String, Object> pod : Documents.parse(pods)) {
      String name = Documents.name(pod);
      String log = cluster.run("-n", namespace, "logs", name, "-c", "java").out();
      assertEquals(!name.startsWith("no-agent"), log.contains("-javaagent:/realip/realip-agent.jar"), name + log);
      assertEquals(name.startsWith("options"), log.contains("Picked up JAVA_TOOL_OPTIONS: -Xmx64m -Dmarker=ok"), log);
      assertEquals(name.endsWith("slash"), log.startsWith("mine"), log);
    }
  }

  /**
   * A policy's new image is for new pods; those that run keep theirs, and the way back is the same. A label gives a
   * namespace, or a pod in it, a version of its own.
   */
  @ParameterizedTest
  @ValueSource(strings = {"init-container", "image-volume"})
  void twoVersionsRunSideBySideAndBack(String way) throws Exception {
    String namespace = cluster.namespace("versions", "realip.github.io/inject=true");
    String current = System.getProperty("realip.version");
    String image = way.equals("init-container") ? TestImages.AGENT : TestImages.JAR_ONLY;
    String policy = TestCluster.policy(way);
    String later = policy.replace(image, image.replaceFirst("[^:]*$", TestImages.NEXT));
    cluster.enforced(way, namespace, () -> {
      cluster.apply(namespace, TestImages.mirrored(Files.readString(Sources.SAMPLES.resolve("versions.yaml"))));
      awaitVersions(namespace, current);
      cluster.tried(later, "apply", "-f", "-").orFail();
      cluster.awaitInjection(namespace, image.replaceFirst("[^:]*$", TestImages.NEXT));
      cluster.run("-n", namespace, "scale", "deployment/shop", "--replicas=2");
      awaitVersions(namespace, current, TestImages.NEXT);
      cluster.run("-n", namespace, "rollout", "restart", "deployment/shop");
      awaitVersions(namespace, TestImages.NEXT, TestImages.NEXT);
      cluster.tried(policy, "apply", "-f", "-").orFail();
      cluster.awaitInjection(namespace, image);
      cluster.run("-n", namespace, "rollout", "restart", "deployment/shop");
      awaitVersions(namespace, current, current);

      String label = "realip.github.io/version";
      cluster.run("label", "namespace", namespace, label + "=" + TestImages.NEXT);
      cluster.awaitInjection(namespace, image.replaceFirst("[^:]*$", TestImages.NEXT));
      cluster.run("-n", namespace, "rollout", "restart", "deployment/shop");
      awaitVersions(namespace, TestImages.NEXT, TestImages.NEXT);
      cluster.run("-n", namespace, "patch", "deployment", "shop", "--type=merge", "-p",
          "{\"spec\":{\"template\":{\"metadata\":{\"labels\":{\"" + label + "\":\"1\"}}}}}");
      awaitVersions(namespace, current, current);
    });
  }

  private static void awaitVersions(String namespace, String... versions) throws Exception {
    TestCluster.await(STARTED, () -> {
      List<String> actual = new ArrayList<>();
      for (String pod : cluster.run("-n", namespace, "get", "pods", "-o", "name").out().lines().toList()) {
        actual.add(cluster.run("-n", namespace, "logs", pod, "-c", "java").out().strip());
      }
      assertEquals(Stream.of(versions).map(version -> "realip-agent " + version).sorted().toList(),
          actual.stream().map(log -> log.replaceFirst("(?s).*\n", "")).sorted().toList());
      return true;
    });
  }

  /** No node can get the image: pods that run go on, a new one waits and says for what, and the right name ends it. */
  @ParameterizedTest
  @ValueSource(strings = {"init-container", "image-volume"})
  void whoseImageIsMissingWaitsAndNamesIt(String way) throws Exception {
    String namespace = cluster.namespace("missing", "realip.github.io/inject=true");
    String image = way.equals("init-container") ? TestImages.AGENT : TestImages.JAR_ONLY;
    String missing = "127.0.0.1:9/missing:1";
    cluster.enforced(way, namespace, () -> {
      cluster.apply(namespace, TestImages.mirrored(Files.readString(Sources.SAMPLES.resolve("versions.yaml"))));
      awaitVersions(namespace, System.getProperty("realip.version"));
      cluster.tried(TestCluster.policy(way).replace(image, missing), "apply", "-f", "-").orFail();
      cluster.awaitInjection(namespace, missing);
      cluster.run("-n", namespace, "scale", "deployment/shop", "--replicas=2");
      TestCluster.await(STARTED, () -> {
        assertTrue(events(namespace).contains("Failed to pull image \"" + missing + "\""), () -> events(namespace));
        return true;
      });
      assertEquals("1", cluster.run("-n", namespace, "get", "deployment", "shop", "-o",
          "jsonpath={.status.readyReplicas}").out());
      cluster.enforce(way);
      cluster.awaitInjection(namespace, image);
      cluster.run("-n", namespace, "rollout", "restart", "deployment/shop");
      awaitVersions(namespace, System.getProperty("realip.version"), System.getProperty("realip.version"));
    });
  }

  /** Once applied there is nothing to apply; taken away there is no rest. Only Jobs cannot change. */
  @ParameterizedTest
  @ValueSource(strings = {"client-side apply", "server-side apply"})
  void theComponentComesAndGoes(String side) throws Exception {
    boolean serverSide = side.startsWith("server");
    String namespace = cluster.namespace("component");
    StringBuilder text = new StringBuilder();
    for (String kind : List.of("Deployment", "StatefulSet", "DaemonSet", "CronJob")) {
      Map<String, Object> pod = Documents.read(Sources.SAMPLES.resolve("pods.yaml")).get(1);
      Documents.map(pod.get("spec")).put("nodeSelector", Map.of("no", "node"));
      text.append("---\n").append(Documents.write(Workloads.of(kind, pod)));
    }
    Files.writeString(directory.resolve("workloads.yaml"), text);
    Path with = kustomization("with", "components: ["
        + directory.resolve("with").relativize(Sources.KUBERNETES.resolve("component")) + "]");
    Path without = kustomization("without", "");
    List<String> apply = serverSide ? List.of("apply", "--server-side", "-k") : List.of("apply", "-k");

    component(namespace, apply, without);
    for (Path each : List.of(with, without)) {
      assertEquals(1, component(namespace, List.of("diff", "-k"), each).status(), "there is something to change");
      component(namespace, apply, each).orFail();
      Result diff = component(namespace, List.of("diff", "-k"), each);
      assertEquals(0, diff.status(), diff.out());
      assertEquals(each.equals(with), cluster.run("-n", namespace, "get",
          "deployments,statefulsets,daemonsets,cronjobs", "-o", "yaml").out()
          .replaceAll("last-applied-configuration: \\|\n.*\n", "").contains("realip-agent.jar"));
      assertTrue(serverSide || component(namespace, apply, each).out().lines().allMatch(l -> l.endsWith("unchanged")));
    }
  }

  private Path kustomization(String name, String more) throws Exception {
    Path made = Files.createDirectories(directory.resolve(name));
    Files.copy(directory.resolve("workloads.yaml"), made.resolve("workloads.yaml"));
    Files.writeString(made.resolve("kustomization.yaml"), "resources: [workloads.yaml]\n" + more);
    return made;
  }

  private static Result component(String namespace, List<String> command, Path kustomization) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-n", namespace));
    arguments.addAll(command);
    arguments.add(kustomization.toString());
    return cluster.tried("", arguments.toArray(String[]::new));
  }

  /**
   * The page's own test, which ends with the client's address or says why not, and removes what it made; with another
   * version, and back, too.
   */
  @ParameterizedTest
  @ValueSource(strings = {"kustomize", "image-volume", "installed"})
  void theSmokeTestPasses(String way) throws Exception {
    if (way.equals("installed")) {
      cluster.enforce("init-container");
    }
    boolean upgrades = way.equals("installed") || TestCluster.isForAllCases();
    Result result = smokeTest(way, upgrades ? Map.of("REALIP_NEXT_VERSION", TestImages.NEXT) : Map.of());
    assertEquals(0, result.status(), result.err() + result.out());
    assertTrue(result.out().contains("\npassed: 203.0.113.7\n"), result.out());
    String image = way.equals("image-volume") ? TestImages.JAR_ONLY : TestImages.AGENT;
    String next = image.replaceFirst("[^:]*$", TestImages.NEXT);
    assertEquals(upgrades, result.out().matches("(?s).*== from " + image + " to " + next + "\n.*\n" + next
        + "\n== and back\n.*\n" + image + "\npassed: .*"), result.out());
    assertEquals("", cluster.run("get", "namespace", "realip-smoke-test", "--ignore-not-found").out());
    String policies = cluster.run("get", "mutatingadmissionpolicies", "-o", "name").out();
    cluster.revoke("init-container");
    assertEquals(way.equals("installed"), policies.contains("realip-agent-"), policies);
  }

  /** An administrator's policy, with a registry of its own, is not the test's to replace or remove. */
  @Test
  void theSmokeTestLeavesAPolicyThatIsThere() throws Exception {
    String policy = Files.readString(Sources.KUBERNETES.resolve("policies/init-container.yaml"))
        .replace("registry.example.com/", "registry.of-the-administrator.example/");
    cluster.tried(policy, "apply", "-f", "-").orFail();
    try {
      Result result = smokeTest("init-container", Map.of());
      assertEquals(1, result.status(), result.out());
      assertTrue(result.err().contains("FAILED: ") && result.err().contains("installed"), result.err());
      assertTrue(cluster.run("get", "mutatingadmissionpolicy", "realip-agent-init-container", "-o", "yaml").out()
          .contains("registry.of-the-administrator.example/realip-agent:1"));
      cluster.run("get", "mutatingadmissionpolicybinding", "realip-agent-init-container");
    } finally {
      cluster.revoke("init-container");
    }
  }

  private static Result smokeTest(String way, Map<String, String> more) throws Exception {
    // one that failed leaves its namespace to the cluster to remove
    cluster.run("wait", "--for=delete", "namespace/realip-smoke-test", "--timeout=90s");
    List<String> command = new ArrayList<>(TestCluster.inside("cp"));
    command.addAll(List.of(Sources.KUBERNETES.resolve("smoke-test/smoke-test").toString(), way));
    Map<String, String> variables = new HashMap<>(IMAGES);
    variables.putAll(more);
    return TestCluster.execute(command, "", cluster.environment(variables));
  }

  private static String events(String namespace) {
    try {
      return cluster.run("-n", namespace, "get", "events", "--sort-by=.lastTimestamp").out();
    } catch (Exception e) {
      return e.toString();
    }
  }
}
