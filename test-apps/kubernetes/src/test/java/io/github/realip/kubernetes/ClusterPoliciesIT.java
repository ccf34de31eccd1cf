package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies in a real API server, which is asked what it would do: nothing is started. */
class ClusterPoliciesIT {
  private static final String INJECT = "realip.github.io/inject=true";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final List<String> KINDS = List.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet",
      "ReplicationController", "Job", "CronJob");
  private static TestCluster cluster;
  private static String opted;
  private static String plain;

  @BeforeAll
  static void namespaces() throws Exception {
    cluster = TestCluster.get();
    opted = cluster.namespace("opted", INJECT);
    plain = cluster.namespace("plain");
  }

  @Test
  void takesEachFile() throws Exception {
    for (String directory : List.of("policies", "manifests")) {
      try (Stream<Path> files = Files.list(Sources.KUBERNETES.resolve(directory))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
          if (!Set.of("kyverno.yaml", "kustomization.yaml").contains(file.getFileName().toString())) {
            cluster.run("-n", plain, "apply", "--dry-run=server", "-f", file.toString());
          }
        }
      }
    }
  }

  /** A pod is taken if it is without the policy, and becomes what the golden file says, the server's defaults aside. */
  @ParameterizedTest
  @ValueSource(strings = {"init-container", "image-volume"})
  void makesThesePodsOfThose(String policy) throws Exception {
    List<Map<String, Object>> pods = withoutTokens(Documents.read(Sources.SAMPLES.resolve("pods.yaml")));
    Map<String, Map<String, Object>> golden = new LinkedHashMap<>();
    pods.forEach(pod -> golden.put(Documents.name(pod), pod));
    withoutTokens(Documents.read(Sources.SAMPLES.resolve("pods-after-" + policy + ".yaml")))
        .forEach(pod -> golden.put(Documents.name(pod), pod));

    StringBuilder said = new StringBuilder();
    Set<String> taken = cluster.dryRun(plain, pods, said).keySet();
    assertEquals(golden.keySet(), taken, said::toString);
    Map<String, Map<String, Object>> expected = cluster.dryRun(plain, List.copyOf(golden.values()), said);
    assertEquals(golden.keySet(), expected.keySet(), said::toString);
    enforced(policy, () -> {
      StringBuilder errors = new StringBuilder();
      Map<String, Map<String, Object>> actual = cluster.dryRun(opted, pods, errors);
      assertEquals(golden.keySet(), actual.keySet(), errors::toString);
      for (String name : golden.keySet()) {
        assertEquals(expected.get(name).get("spec"), actual.get(name).get("spec"), name);
      }
    });
  }

  /** What the namespace demands of each container, the init container fulfils as the pod's own do. */
  @Test
  void limitsAndQuotasTakeWhatTheyTookWithout() throws Exception {
    List<Map<String, Object>> pods = withoutTokens(Documents.read(Sources.SAMPLES.resolve("pods.yaml"))).stream()
        .filter(pod -> Set.of("no-env", "guaranteed", "burstable-with-devices", "several-containers")
            .contains(Documents.name(pod))).toList();
    enforced("init-container", () -> {
      for (String rule : DEMANDS) {
        for (String namespace : List.of(plain, opted)) {
          cluster.apply(namespace, rule);
        }
        StringBuilder said = new StringBuilder();
        Set<String> without = cluster.dryRun(plain, pods, said).keySet();
        assertTrue(!without.isEmpty(), said::toString);
        assertEquals(without, cluster.dryRun(opted, pods, said).keySet(), () -> rule + said);
        for (String namespace : List.of(plain, opted)) {
          cluster.run("-n", namespace, "delete", "limitrange,resourcequota", "--all");
        }
      }
    });
  }

  /** Another's policy that runs before or after ours, whichever comes first. */
  @ParameterizedTest
  @ValueSource(strings = {"init-container", "image-volume"})
  void aSecondPolicyChangesNothingSilently(String policy) throws Exception {
    List<Map<String, Object>> pods = withoutTokens(Documents.read(Sources.SAMPLES.resolve("pods.yaml"))).stream()
        .filter(pod -> Documents.name(pod).equals("value")).toList();
    cluster.enforce("report");
    enforced(policy, () -> {
      for (String name : List.of("realip-agent-a", "realip-agent-z")) {
        for (Map.Entry<String, String> change : OTHERS.entrySet()) {
          String other = OTHER.formatted(name, change.getValue().replaceAll("\\s+", " "), name, name);
          cluster.tried(other, "apply", "-f", "-").orFail();
          TestCluster.await(SOON, () -> {
            StringBuilder said = new StringBuilder();
            Map<String, Object> pod = cluster.dryRun(opted, pods, said).get("value");
            String where = name + " " + change.getKey() + "\n" + said + Documents.write(pod);
            assertTrue(Documents.write(pod).contains("other"), where);
            for (Map<String, Object> container : Documents.containers(pod)) {
              String options = String.valueOf(Documents.toolOptions(container));
              boolean agent = options.contains("-javaagent:/realip/realip-agent.jar")
                  && Documents.mountsAgent(container) && !change.getKey().equals("names it twice");
              assertTrue(agent || said.toString().contains("container " + container.get("name") + ", which"), where);
              assertEquals(options.lastIndexOf("-javaagent"), options.indexOf("-javaagent"), where);
            }
            return true;
          });
          cluster.run("delete", "mutatingadmissionpolicy,mutatingadmissionpolicybinding", name);
        }
      }
    });
    cluster.revoke("report");
  }

  /** Each cause, in whatever it is: the warning at {@code kubectl apply} is the same for all kinds. */
  @Test
  void reportsWhatIsLeftAlone() throws Exception {
    List<Map<String, Object>> pods = new ArrayList<>();
    for (Map<String, Object> pod : withoutTokens(Documents.read(Sources.SAMPLES.resolve("pods.yaml")))) {
      if (!Set.of("mirror-of-a-static-pod", "twice-spread-constraints").contains(Documents.name(pod))) {
        int index = pods.size(); // kubectl says each sentence once
        Documents.containers(pod).stream().filter(container -> !container.get("name").equals("realip-agent"))
            .forEach(container -> container.put("name", container.get("name") + "-" + index));
        pods.add(pod);
      }
    }
    cluster.enforce("report");
    enforced("init-container", () -> {
      StringBuilder said = new StringBuilder();
      cluster.dryRun(opted, pods, said);
      Set<String> ofPods = warnings(said);
      assertTrue(ofPods.size() > 20, said::toString);
      assertTrue(ofPods.stream().allMatch(warning -> warning.contains("realip-agent is left out of ")), said::toString);
      for (String kind : KINDS) {
        StringBuilder ofKind = new StringBuilder();
        cluster.dryRun(opted, pods.stream().map(pod -> Workloads.of(kind, pod)).toList(), ofKind);
        Set<String> expected = new TreeSet<>(ofPods);
        Set<String> actual = warnings(ofKind);
        // what a policy repairs in the pod is to be seen in the template
        actual.removeIf(warning -> warning.contains("lost the flag"));
        assertEquals(expected, actual, kind);
      }
    });
    for (String kind : KINDS) {
      StringBuilder said = new StringBuilder();
      cluster.dryRun(plain, List.of(Workloads.of(kind, pods.get(0))), said);
      assertTrue(said.toString().contains("the namespace " + plain + " lacks the label " + INJECT), kind + said);
    }
    TestCluster.await(SOON, () -> {
      StringBuilder said = new StringBuilder();
      cluster.dryRun(opted, List.of(pods.get(0)), said);
      return said.toString().contains("no policy that adds it is bound");
    });
    cluster.revoke("report");
  }

  /** Nothing that is not labelled is even looked at. */
  @Test
  void leavesAloneWhatIsNotLabelled() throws Exception {
    enforced("init-container", () -> {
      List<Map<String, Object>> pods = withoutTokens(Documents.read(Sources.SAMPLES.resolve("pods.yaml")));
      StringBuilder said = new StringBuilder();
      assertTrue(!Documents.write(cluster.dryRun(plain, pods.subList(0, 2), said)).contains("javaagent"));
      pods.forEach(pod -> Documents.map(pod.get("metadata")).remove("labels"));
      assertTrue(!Documents.write(cluster.dryRun(opted, pods.subList(0, 2), said)).contains("javaagent"));
    });
  }

  private static final List<String> DEMANDS = List.of("""
      {apiVersion: v1, kind: LimitRange, metadata: {name: r}, spec: {limits: [{type: Container,
        min: {cpu: 50m, memory: 64Mi}, default: {cpu: "1", memory: 64Mi},
        defaultRequest: {cpu: 100m, memory: 64Mi}}]}}
      """, """
      {apiVersion: v1, kind: LimitRange, metadata: {name: r}, spec: {limits: [{type: Container,
        default: {cpu: 100m, memory: 64Mi}, max: {cpu: "1", memory: 1Gi}}, {type: Pod, min: {cpu: 50m}}]}}
      """, """
      {apiVersion: v1, kind: LimitRange, metadata: {name: r}, spec: {limits: [{type: Container,
        maxLimitRequestRatio: {memory: 1}}]}}
      """, """
      {apiVersion: v1, kind: ResourceQuota, metadata: {name: r}, spec: {hard: {requests.cpu: "1",
        requests.memory: 1Gi, limits.memory: 1Gi}}}
      """, """
      {apiVersion: v1, kind: ResourceQuota, metadata: {name: r}, spec: {hard: {pods: "9"}, scopes: [BestEffort]}}
      """);

  /** None has a list of objects for a value: at that the API server 1.36.3 panics and takes no policy any more. */
  private static final Map<String, String> OTHERS = Map.of(
      "adds a container", """
          JSONPatch{op: 'add', path: '/spec/containers/-', value: Object.spec.containers{
            name: 'other', image: 'example/other:1'}}""",
      "sets the variable", """
          JSONPatch{op: 'add', path: '/spec/containers/0/env', value: []},
          JSONPatch{op: 'add', path: '/spec/containers/0/env/-', value:
            Object.spec.containers.env{name: 'JAVA_TOOL_OPTIONS', value: '-Dother=1'}}""",
      "names it twice", """
          JSONPatch{op: 'add', path: '/spec/containers/0/env/-', value:
            Object.spec.containers.env{name: 'JAVA_TOOL_OPTIONS', value: '-Dother=1'}}""",
      "appends to it", """
          JSONPatch{op: 'replace', path: '/spec/containers/0/env/1/value', value:
            object.spec.containers[0].env[1].value + ' -Dother=1'}""");

  private static final String OTHER = """
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicy
      metadata: {name: %s}
      spec:
        failurePolicy: Fail
        reinvocationPolicy: IfNeeded
        matchConstraints:
          resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
        matchConditions:
        - name: once
          expression: >-
            !object.spec.containers.exists(c, c.name == 'other' ||
              c.?env.orValue([]).exists(e, e.?value.orValue('').contains('other')))
        mutations:
        - patchType: JSONPatch
          jsonPatch:
            expression: >-
              [%s]
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicyBinding
      metadata: {name: %s}
      spec: {policyName: %s, matchResources: {namespaceSelector: {matchLabels: {realip.github.io/inject: "true"}}}}
      """;

  private static void enforced(String policy, TestCluster.Steps steps) throws Exception {
    cluster.enforced(policy, opted, steps);
  }

  private static Set<String> warnings(StringBuilder said) {
    Set<String> warnings = new TreeSet<>();
    said.toString().lines().filter(line -> line.contains("realip-agent-report"))
        .map(line -> line.substring(line.indexOf("realip-agent is"))).forEach(warnings::add);
    return warnings;
  }

  /** The name of the volume with the token is another one each time. */
  private static List<Map<String, Object>> withoutTokens(List<Map<String, Object>> pods) {
    pods.forEach(pod -> Documents.map(pod.get("spec")).put("automountServiceAccountToken", false));
    return pods;
  }
}
