package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy for Kyverno in Kyverno's own command line, {@code kyverno}: it makes the same pods as the API server. */
class KyvernoIT {
  private static final String VALUES = """
      apiVersion: cli.kyverno.io/v1alpha1
      kind: Values
      metadata: {name: values}
      namespaceSelector:
      - {name: opted, labels: {realip.github.io/inject: "true"}}
      - {name: plain, labels: {}}
      """;

  @TempDir
  Path directory;

  @BeforeEach
  void wanted() {
    assumeTrue(TestCluster.isForAllCases(), "takes long: -Drealip.cluster.all=true");
  }

  @Test
  void makesThePodsThatTheApiServerMakes() throws Exception {
    Map<String, JsonElement> expected = new TreeMap<>();
    for (Map<String, Object> pod : Documents.read(Sources.SAMPLES.resolve("pods-after-init-container.yaml"))) {
      expected.put(Documents.name(pod), specification(pod));
    }
    Map<String, JsonElement> actual = applied("opted");
    assertEquals(expected.keySet(), actual.keySet());
    for (String name : expected.keySet()) {
      assertEquals(expected.get(name), actual.get(name), name);
    }
  }

  @Test
  void leavesAloneANamespaceWithoutTheLabel() throws Exception {
    assertEquals(Map.of(), applied("plain"));
  }

  /** The specifications of the pods that are others than before, by name. */
  private Map<String, JsonElement> applied(String namespace) throws Exception {
    List<Map<String, Object>> pods = Documents.read(Sources.SAMPLES.resolve("pods.yaml"));
    StringBuilder text = new StringBuilder();
    Map<String, JsonElement> before = new TreeMap<>();
    for (Map<String, Object> pod : pods) {
      Documents.map(pod.get("metadata")).put("namespace", namespace);
      text.append("---\n").append(Documents.write(pod));
      before.put(Documents.name(pod), specification(pod));
    }
    Files.writeString(directory.resolve("pods.yaml"), text);
    Files.writeString(directory.resolve("values.yaml"), VALUES);
    Path after = Files.createDirectories(directory.resolve("after"));
    List<String> command = List.of(Installed.tool("kyverno"), "apply",
        Sources.KUBERNETES.resolve("policies/kyverno.yaml").toString(), "-r",
        directory.resolve("pods.yaml").toString(), "-f", directory.resolve("values.yaml").toString(), "-o",
        after.toString());
    TestCluster.Result result = TestCluster.execute(command, "", Map.of());
    assertEquals(0, result.status(), result.err() + result.out());
    assertTrue(result.out().contains("error: 0"), result.out());
    Map<String, JsonElement> changed = new TreeMap<>();
    try (var files = Files.walk(after)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        for (Map<String, Object> pod : Documents.read(file)) {
          if (!specification(pod).equals(before.get(Documents.name(pod)))) {
            changed.put(Documents.name(pod), specification(pod));
          }
        }
      }
    }
    return changed;
  }

  /** Kyverno writes 1000660000 as 1.00066e+09, which is the same number. */
  private static JsonElement specification(Map<String, Object> pod) {
    return new Gson().toJsonTree(pod.get("spec"));
  }
}
