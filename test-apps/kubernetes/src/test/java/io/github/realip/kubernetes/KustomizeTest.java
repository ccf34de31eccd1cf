package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The component, applied by the real Kustomize. */
class KustomizeTest {
  /** The samples that nothing is said against; Windows is for the user to leave out. */
  private static final Set<String> FINE = Set.of("no-env", "value", "value-with-blanks", "name-without-value",
      "another-agent", "several-containers", "env-from-ignored", "linux-by-node-selector", "without-label");

  @TempDir
  Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"})
  void makesOfEachTemplateWhatThePolicyMakesOfItsPod(String kind) throws Exception {
    List<Map<String, Object>> workloads = new ArrayList<>();
    for (Map<String, Object> pod : Documents.read(Sources.SAMPLES.resolve("pods.yaml"))) {
      if (FINE.contains(Documents.name(pod))) {
        workloads.add(Workloads.of(kind, pod));
      }
    }
    assertEquals(FINE.size(), workloads.size());

    List<Map<String, Object>> after = kustomized(workloads);
    assertEquals(FINE.size(), after.size());
    for (Map<String, Object> expected : Documents.read(Sources.SAMPLES.resolve("pods-after-init-container.yaml"))) {
      if (FINE.contains(Documents.name(expected))) {
        Map<String, Object> workload = named(after, Documents.name(expected));
        Api.accept(workload);
        assertEquals(List.of(), Restricted.violations(Documents.pod(workload)));
        assertSame(Documents.withoutResources(Workloads.of(kind, expected)), Documents.withoutResources(workload));
      }
    }
    assertSame(named(workloads, "without-label"), named(after, "without-label"));
  }

  @ParameterizedTest
  @CsvSource({
      "value-from, Deployment, valueFrom",
      "value-from, CronJob, valueFrom",
      "env-from, StatefulSet, envFrom",
      "env-from, CronJob, envFrom",
      "one-of-two-from-elsewhere, DaemonSet, envFrom",
      "one-of-two-from-elsewhere, Job, envFrom"})
  void stopsWhereAValueWouldBeLost(String pod, String kind, String field) throws Exception {
    String error = assertThrows(IllegalStateException.class,
        () -> kustomized(List.of(Workloads.of(kind, pod(pod))))).getMessage();
    assertTrue(error.contains(field) && error.contains("name: jvm"), error);
  }

  @Test
  void stopsAtAVariableThatItsPathWouldTakeForTheRightOne() {
    String error = assertThrows(IllegalStateException.class, () -> kustomized(List.of(
        Workloads.of("Deployment", container("env: [{name: MAVEN_JAVA_TOOL_OPTIONS, value: -Xmx1g}]"))))).getMessage();
    assertTrue(error.contains("JAVA_TOOL_OPTIONS") && error.contains("-Xmx1g"), error);
  }

  @Test
  void stopsWhereTheAgentIsAlready() throws Exception {
    List<Map<String, Object>> once = kustomized(List.of(Workloads.of("Deployment", pod("value"))));
    String error = assertThrows(IllegalStateException.class, () -> kustomized(once)).getMessage();
    assertTrue(error.contains("realip-"), error);
  }

  @Test
  void aTakenDirectoryIsRefusedByTheApi() throws Exception {
    List<Map<String, Object>> after = kustomized(List.of(Workloads.of("Deployment", pod("directory-taken"))));
    String error = assertThrows(IllegalArgumentException.class, () -> Api.accept(after.get(0))).getMessage();
    assertTrue(error.contains("/realip must be unique"), error);
  }

  @Test
  void otherKindsMayHaveTheLabel() throws Exception {
    Map<String, Object> service = Documents.parse("""
        apiVersion: v1
        kind: Service
        metadata: {name: shop, labels: {realip.github.io/inject: "true"}}
        spec: {ports: [{port: 80}], selector: {app: shop}}
        """).get(0);
    assertSame(service, kustomized(List.of(service)).get(0));
  }

  /** A list of a kind that Kustomize does not know is replaced, not merged: the containers would be gone. */
  @ParameterizedTest
  @CsvSource({"apps.kruise.io/v1beta1, StatefulSet", "batch.volcano.sh/v1alpha1, Job", "argoproj.io/v1, CronJob",
      "example.com/v1, Deployment", "v1, DaemonSet"})
  void leavesAloneOtherPeoplesKindsOfTheSameNames(String api, String kind) throws Exception {
    Map<String, Object> foreign = Workloads.of(kind, pod("several-containers"));
    foreign.put("apiVersion", api);
    assertSame(foreign, kustomized(List.of(foreign)).get(0));
  }

  /** The page says that a search and replace does it. */
  @ParameterizedTest
  @ValueSource(strings = {"JDK_JAVA_OPTIONS", "CATALINA_OPTS"})
  void anotherVariableIsAWordInTheComponent(String variable) throws Exception {
    Path component = Files.createDirectories(directory.resolve("component"));
    try (Stream<Path> files = Files.list(Sources.KUBERNETES.resolve("component"))) {
      for (Path file : files.toList()) {
        Files.writeString(component.resolve(file.getFileName().toString()),
            Files.readString(file).replace("JAVA_TOOL_OPTIONS", variable));
      }
    }
    String workload = Documents.write(Workloads.of("Deployment", pod("value")));
    String usual = Documents.write(kustomized(Documents.parse(workload)).get(0));
    String other = Documents.write(kustomized(Documents.parse(workload.replace("JAVA_TOOL_OPTIONS", variable)),
        component).get(0));
    assertEquals(usual, other.replace(variable, "JAVA_TOOL_OPTIONS"));
    assertTrue(other.contains("value: -Xmx512m -javaagent:"), other);
  }

  /** What the page shows by hand is what the component makes. */
  @Test
  void theExampleIsThePlainManifest() throws Exception {
    List<Map<String, Object>> after = Kubectl.kustomize(Sources.KUBERNETES.resolve("manifests"));
    after.forEach(Api::accept);
    assertEquals(2, after.size());
    Map<String, Object> plain =
        Documents.read(Sources.KUBERNETES.resolve("manifests/shop-with-init-container.yaml")).get(0);
    Documents.list(Documents.pod(plain), "spec", "initContainers").get(0)
        .put("image", "registry.example.com/platform/realip-agent:1");
    assertSame(Documents.map(Documents.pod(plain).get("spec")),
        Documents.map(Documents.pod(named(after, "shop")).get("spec")));
  }

  private List<Map<String, Object>> kustomized(List<Map<String, Object>> resources) throws Exception {
    return kustomized(resources, Sources.KUBERNETES.resolve("component"));
  }

  private List<Map<String, Object>> kustomized(List<Map<String, Object>> resources, Path component) throws Exception {
    StringBuilder text = new StringBuilder();
    for (Map<String, Object> resource : resources) {
      text.append("---\n").append(Documents.write(resource));
    }
    Files.writeString(directory.resolve("resources.yaml"), text);
    Files.writeString(directory.resolve("kustomization.yaml"), """
        resources: [resources.yaml]
        components: [%s]
        """.formatted(directory.toRealPath().relativize(component.toRealPath())));
    return Kubectl.kustomize(directory);
  }

  /** The same but for the order and for the blank with which an appended first option begins. */
  private static void assertSame(Map<String, Object> expected, Map<String, Object> actual) {
    assertEquals(Documents.sorted(expected), Documents.sorted(withoutLeadingBlank(actual)));
  }

  private static Object withoutLeadingBlank(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> result = new LinkedHashMap<>();
      map.forEach((key, element) -> result.put(key, withoutLeadingBlank(element)));
      return result;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(KustomizeTest::withoutLeadingBlank).toList();
    }
    return value instanceof String text && text.startsWith(" -javaagent:/realip/") ? text.substring(1) : value;
  }

  private static Map<String, Object> named(List<Map<String, Object>> objects, String name) {
    return objects.stream().filter(object -> Documents.name(object).equals(name)).findFirst().orElseThrow();
  }

  private static Map<String, Object> pod(String name) throws Exception {
    return named(Documents.read(Sources.SAMPLES.resolve("pods.yaml")), name);
  }

  private static Map<String, Object> container(String fields) {
    return Documents.parse("""
        kind: Pod
        metadata: {name: a, labels: {realip.github.io/inject: "true"}}
        spec:
          containers:
          - name: a
            image: a
            %s
        """.formatted(fields)).get(0);
  }
}
