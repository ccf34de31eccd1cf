package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests that can be taken as they are. */
class ManifestsTest {

  @ParameterizedTest
  @ValueSource(strings = {"config", "shop", "shop-with-init-container", "shop-with-image-volume",
      "options-from-config-map"})
  void isWhatTheApiTakes(String name) throws Exception {
    List<Map<String, Object>> objects = Documents.read(Sources.KUBERNETES.resolve("manifests/" + name + ".yaml"));
    assertEquals(1, objects.size());
    Api.accept(objects.get(0));
    if (!name.equals("config")) {
      assertEquals(List.of(), Restricted.violations(Documents.pod(objects.get(0))));
    }
  }

  @Test
  void theSmokeTestsPodsAreTaken() throws Exception {
    for (Map<String, Object> object : Documents.read(Sources.KUBERNETES.resolve("smoke-test/pods.yaml"))) {
      Api.accept(object);
      if (Set.of("Pod", "Deployment").contains(Documents.kind(object))) {
        assertEquals(List.of(), Restricted.violations(Documents.pod(object)), Documents.name(object));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"init-container", "image-volume"})
  void isWhatThePolicyMakesOfTheSame(String name) throws Exception {
    Map<String, Object> pod = Documents.map(
        Documents.pod(Documents.read(Sources.KUBERNETES.resolve("manifests/shop.yaml")).get(0)));
    pod.put("apiVersion", "v1");
    pod.put("kind", "Pod");
    Policy policy = Policy.read(Sources.KUBERNETES.resolve("policies/" + name + ".yaml"));
    assertTrue(policy.isFor(pod, Map.of("realip.github.io/inject", "true")));
    Map<String, Object> plain =
        Documents.read(Sources.KUBERNETES.resolve("manifests/shop-with-" + name + ".yaml")).get(0);
    Map<String, Object> applied = policy.applied(pod);
    assertEquals(Documents.pod(Documents.withoutResources(plain)).get("spec"),
        Documents.withoutResources(applied).get("spec"));
  }

  /** The kubelet expands what is named before. */
  @Test
  void optionsFromAConfigMapCanBeAppendedTo() throws Exception {
    Map<String, Object> pod = Documents.pod(
        Documents.read(Sources.KUBERNETES.resolve("manifests/options-from-config-map.yaml")).get(0));
    pod.put("apiVersion", "v1");
    pod.put("kind", "Pod");
    for (String name : List.of("init-container", "image-volume")) {
      Policy policy = Policy.read(Sources.KUBERNETES.resolve("policies/" + name + ".yaml"));
      Map<String, Object> after = policy.applied(pod);
      assertEquals("$(SHOP_JAVA_OPTIONS) -javaagent:/realip/realip-agent.jar",
          Documents.toolOptions(Documents.containers(after).get(0)));
      assertEquals(List.of("SHOP_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"),
          Documents.list(Documents.containers(after).get(0), "env").stream().map(v -> v.get("name")).toList());
    }
  }
}
