package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cel.common.CelValidationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies' expressions, compiled and evaluated as an API server does it. */
class PoliciesTest {
  private static final Map<String, String> OPTED = Map.of("realip.github.io/inject", "true");
  private static final Map<String, Policy> POLICIES = new HashMap<>();
  private static final Map<List<Object>, Map<String, Object>> ADMITTED = new HashMap<>();

  @ParameterizedTest
  @ValueSource(strings = {"image-volume", "init-container", "report"})
  void isWhatTheApiTakes(String name) throws Exception {
    Documents.read(Sources.KUBERNETES.resolve("policies/" + name + ".yaml")).forEach(Api::accept);
  }

  /** A cluster's API server makes the same of them: ClusterPoliciesIT. */
  @ParameterizedTest
  @ValueSource(strings = {"image-volume", "init-container"})
  void makesThesePodsOfThose(String name) throws Exception {
    Path file = Sources.SAMPLES.resolve("pods-after-" + name + ".yaml");
    if (Boolean.getBoolean("realip.golden.write")) {
      StringBuilder text = new StringBuilder(
          "# What the policy makes of pods.yaml; what is not here it leaves alone."
              + " -Drealip.golden.write=true writes it.\n");
      for (Map<String, Object> pod : pods()) {
        if (!admitted(name, pod).equals(pod)) {
          text.append("---\n").append(Documents.write(admitted(name, pod)));
        }
      }
      Files.writeString(file, text);
    }
    Map<String, Map<String, Object>> expected = new LinkedHashMap<>();
    for (Map<String, Object> pod : Documents.read(file)) {
      expected.put(Documents.name(pod), pod);
    }
    for (Map<String, Object> pod : pods()) {
      Map<String, Object> after = admitted(name, pod);
      assertEquals(expected.getOrDefault(Documents.name(pod), pod), after, () -> Documents.write(after));
      expected.remove(Documents.name(pod));
    }
    assertEquals(Map.of(), expected, "no such pods");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image-volume", "init-container"})
  void neverNamesAJarThatIsNotThere(String name) throws Exception {
    for (Map<String, Object> pod : pods()) {
      Map<String, Object> after = admitted(name, pod);
      Api.accept(after);
      for (Map<String, Object> container : Documents.containers(after)) {
        String options = Documents.toolOptions(container);
        assertTrue(options == null || !options.contains(":/realip/") || Documents.mountsAgent(container),
            after::toString);
      }
      if (!Restricted.violations(pod).isEmpty()) {
        continue;
      }
      assertEquals(List.of(), Restricted.violations(after), Documents.name(pod));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"image-volume", "init-container"})
  void addsNothingASecondTimeNorToWhatTheOtherHasDone(String name) throws Exception {
    for (Map<String, Object> pod : pods()) {
      Map<String, Object> after = admitted(name, pod);
      for (String next : List.of("image-volume", "init-container")) {
        assertEquals(after, admitted(next, after), Documents.name(pod) + ": " + next + " after " + name);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"image-volume", "init-container", "kyverno"})
  void bothPodAndNamespaceMustHaveTheLabel(String name) throws Exception {
    Policy policy = policy(name);
    Map<String, Object> pod = pod("no-env");
    assertTrue(policy.isFor(pod, OPTED));
    assertFalse(policy.isFor(pod, Map.of()));
    assertFalse(policy.isFor(pod, Map.of("realip.github.io/inject", "false")));
    assertFalse(policy.isFor(pod("without-label"), OPTED));
  }

  /** However the image is written, a label names another tag of it, and of nothing else. */
  @ParameterizedTest
  @CsvSource({"registry.example.com/realip-agent:1", "mirror.example:5000/x/realip-agent:1@sha256:abc",
      "mirror.example:5000/x/realip-agent@sha256:abc", "mirror.example:5000/realip-agent", "realip-agent:latest"})
  void aVersionIsATagOfThePolicysImage(String image) throws Exception {
    for (String name : List.of("image-volume", "init-container")) {
      Path file = Sources.KUBERNETES.resolve("policies/" + name + ".yaml");
      Policy policy = Policy.of(Documents.parse(Files.readString(file)
          .replaceFirst("'registry\\.example\\.com/.*:1'", "'" + image + "'")));
      assertTrue(Documents.write(policy.applied(pod("no-env"))).contains(image + "\n"));
      String repository = image.replaceFirst("(:1|:latest)?(@sha256:abc)?$", "");
      String after = Documents.write(policy.applied(pod("version-by-label")));
      assertTrue(after.contains(": " + repository + ":2.0_rc-1\n"), after);
    }
  }

  /** The page says that a search and replace does it. */
  @ParameterizedTest
  @ValueSource(strings = {"image-volume", "init-container"})
  void anotherVariableIsAWordInThePolicy(String name) throws Exception {
    Path file = Sources.KUBERNETES.resolve("policies/" + name + ".yaml");
    Policy policy = Policy.of(Documents.parse(
        Files.readString(file).replace("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")));
    Map<String, Object> pod = Documents.parse(
        Documents.write(pod("value")).replace("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")).get(0);
    assertEquals(Documents.write(admitted(name, pod("value"))),
        Documents.write(policy.applied(pod)).replace("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
  }

  /** One decision, in as many files as there are ways: what is done, and what is said of it. */
  @ParameterizedTest
  @ValueSource(strings = {"image-volume", "kyverno", "report"})
  void allDecideAlike(String name) throws Exception {
    Map<String, String> same = variables("init-container");
    same.keySet().retainAll(List.of("prepared", "windows", "obstacle", "names", "reasons", "flagged"));
    assertEquals(6, same.size());
    Map<String, String> variables = variables(name);
    variables.keySet().retainAll(same.keySet());
    assertEquals(same, variables);
  }

  /** Kyverno's own types are in no library; its mutating policies are a superset of Kubernetes'. */
  @Test
  void kyvernoHasTheSameExpressions() throws Exception {
    Policy kyverno = policy("kyverno");
    for (String same : List.of("variables", "mutations")) {
      assertEquals(policy("init-container").spec().get(same), kyverno.spec().get(same));
    }
    Map<String, Object> document = new LinkedHashMap<>(
        Documents.read(Sources.KUBERNETES.resolve("policies/kyverno.yaml")).get(0));
    document.put("apiVersion", "admissionregistration.k8s.io/v1");
    document.put("kind", "MutatingAdmissionPolicy");
    Api.accept(document);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image-volume", "init-container"})
  void whatIsLeftAloneIsReported(String name) throws Exception {
    Policy report = policy("report");
    for (Map<String, Object> pod : pods()) {
      Map<String, Object> after = admitted(name, pod);
      List<String> without = Documents.containers(after).stream()
          .filter(container -> !String.valueOf(Documents.toolOptions(container)).contains("realip-agent.jar"))
          .map(container -> "container " + container.get("name") + ", which ").toList();
      List<String> messages = report.messages(after);
      if (without.isEmpty() || Documents.name(pod).equals("without-label")) {
        assertEquals(List.of(), messages, Documents.name(pod));
      } else {
        assertEquals(1, messages.size(), messages::toString);
        without.forEach(container -> assertTrue(messages.get(0).contains(container), messages::toString));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"image-volume, 987, false", "image-volume, 988, true", "init-container, 988, true"})
  void whatJava8WouldDropIsReported(String name, int length, boolean said) throws Exception {
    Map<String, Object> pod = pod("value");
    Documents.list(Documents.containers(pod).get(0), "env").stream()
        .filter(variable -> variable.get("name").equals("JAVA_TOOL_OPTIONS"))
        .forEach(variable -> variable.put("value", "x".repeat(length)));
    Policy report = policy("report");
    for (Map<String, Object> object : List.of(admitted(name, pod), Workloads.of("Deployment", pod))) {
      List<String> messages = report.messages(object);
      assertEquals(said, messages.size() == 1 && messages.get(0).contains("Java 8"), messages::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job",
      "CronJob"})
  void theReasonIsSaidWhereThePodComesFrom(String kind) throws Exception {
    Policy report = policy("report");
    for (String name : List.of("value", "without-label", "by-hand")) {
      assertEquals(List.of(), report.messages(Workloads.of(kind, pod(name))), name);
    }
    for (String name : List.of("value-from", "one-of-two-from-elsewhere", "windows-by-affinity",
        "directory-taken-below", "container-name-taken")) {
      List<String> ofPod = report.messages(admitted("init-container", pod(name)));
      assertEquals(1, ofPod.size(), ofPod::toString);
      assertEquals(ofPod, report.messages(Workloads.of(kind, pod(name))), name);
    }
    assertEquals(List.of("realip-agent is left out of container web, which gets JAVA_TOOL_OPTIONS from valueFrom, to"
        + " which the flag cannot be appended"), report.messages(Workloads.of(kind, pod("value-from"))));
  }

  @Test
  void theseTestsSeeAMisspeltField() {
    Expressions expressions = new Expressions();
    assertThrows(CelValidationException.class, () -> expressions.compile("Object{spec: Object.spec{volumez: []}}"));
    assertThrows(CelValidationException.class,
        () -> expressions.compile("Object{spec: Object.spec{volumes: [Object.spec.volumes{name: 1}]}}"));
    assertThrows(CelValidationException.class, () -> expressions.compile("Object.spec.volumes.imagee{}"));
    Map<String, Object> pod = Documents.parse("""
        {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: a, imagee: b}]}}
        """).get(0);
    assertTrue(assertThrows(RuntimeException.class, () -> Api.accept(pod)).getMessage().contains("imagee"));
    assertEquals(4, Restricted.violations(pod).size(), () -> Restricted.violations(pod).toString());
    assertThrows(IllegalArgumentException.class, () -> StructuredMerge.apply(pod, Documents.parse("""
        {spec: {containers: [{name: a, args: [b]}]}}""").get(0)));
  }

  private static Map<String, String> variables(String name) throws Exception {
    Map<String, String> variables = new LinkedHashMap<>();
    for (Map<String, Object> variable : Documents.list(policy(name).spec(), "variables")) {
      variables.put((String) variable.get("name"), (String) variable.get("expression"));
    }
    return variables;
  }

  private static Policy policy(String name) throws Exception {
    if (!POLICIES.containsKey(name)) {
      POLICIES.put(name, Policy.read(Sources.KUBERNETES.resolve("policies/" + name + ".yaml")));
    }
    return POLICIES.get(name);
  }

  /** A pod as it is after the policy; each is made only once. */
  private static Map<String, Object> admitted(String policy, Map<String, Object> pod) throws Exception {
    List<Object> key = List.of(policy, pod);
    if (!ADMITTED.containsKey(key)) {
      ADMITTED.put(key, policy(policy).isFor(pod, OPTED) ? policy(policy).applied(pod) : pod);
    }
    return ADMITTED.get(key);
  }

  private static List<Map<String, Object>> pods() throws Exception {
    return Documents.read(Sources.SAMPLES.resolve("pods.yaml"));
  }

  private static Map<String, Object> pod(String name) throws Exception {
    return pods().stream().filter(pod -> Documents.name(pod).equals(name)).findFirst().orElseThrow();
  }
}
