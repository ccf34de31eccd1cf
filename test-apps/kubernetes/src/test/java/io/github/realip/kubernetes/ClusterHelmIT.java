package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.kubernetes.TestCluster.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The post-renderer in releases of a real cluster, in both Helms. Nothing is started: there are no replicas. */
class ClusterHelmIT {
  private static final Path POST_RENDERER = Sources.KUBERNETES.resolve("helm");
  private static final String AGENT = "-javaagent:/realip/realip-agent.jar";
  private static final String FOREIGN = """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: statefulsets.test.realip.github.io}
      spec:
        group: test.realip.github.io
        scope: Namespaced
        names: {kind: StatefulSet, plural: statefulsets}
        versions:
        - name: v1
          served: true
          storage: true
          schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
      """;
  private static TestCluster cluster;

  @TempDir
  Path directory;

  @BeforeAll
  static void foreignKind() throws Exception {
    cluster = TestCluster.get();
    cluster.tried(FOREIGN, "apply", "-f", "-").orFail();
    cluster.run("wait", "--for=condition=Established", "crd/statefulsets.test.realip.github.io");
  }

  @AfterAll
  static void noForeignKind() throws Exception {
    if (cluster != null) {
      cluster.run("delete", "crd", "statefulsets.test.realip.github.io");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"helm", "helm3"})
  void aReleaseGetsTheAgentAndLosesIt(String helm) throws Exception {
    String namespace = cluster.namespace(helm);
    boolean old = helm.equals("helm3");
    List<String> injecting = List.of("--post-renderer",
        old ? POST_RENDERER.resolve("post-render").toString() : "realip");
    if (!old) {
      helm(helm, namespace, "plugin", "install", POST_RENDERER.toString()).orFail();
    }
    List<String> upgrade = List.of("upgrade", "--install", "shop", Sources.SAMPLES.resolve("chart").toString(), "--set",
        "more=true,replicas=0");

    run(helm, namespace, upgrade);
    assertEquals("", options(namespace, "deployment/shop"));
    String job = specOf(namespace, "job/migrate");
    String foreign = specOf(namespace, "statefulset.test.realip.github.io/foreign");

    run(helm, namespace, upgrade, injecting);
    assertTrue(options(namespace, "deployment/shop").contains(AGENT));
    assertEquals(job, specOf(namespace, "job/migrate"), "a Job cannot change");
    assertEquals(foreign, specOf(namespace, "statefulset.test.realip.github.io/foreign"));
    assertEquals(!old, options(namespace, "deployment/hook").contains(AGENT), "hooks go through the one of Helm 4");

    Result refused = helm(helm, namespace, concat(upgrade, injecting, List.of("--set", "envFrom=true")));
    assertNotEquals(0, refused.status());
    assertTrue(refused.err().contains("label the workload realip.github.io/env-from: ignore"), refused.err());

    run(helm, namespace, upgrade);
    assertEquals("", options(namespace, "deployment/shop"));
    run(helm, namespace, List.of("rollback", "shop", "2"));
    assertTrue(options(namespace, "deployment/shop").contains(AGENT));
    run(helm, namespace, List.of("uninstall", "shop"));
    assertEquals("", cluster.run("-n", namespace, "get", "deployments,cronjobs,jobs,services", "-o", "name",
        "-l", "app.kubernetes.io/managed-by=Helm").out());
  }

  /** The chart of the policies: from nothing to nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"helm", "helm3"})
  void theChartComesAndGoes(String helm) throws Exception {
    cluster.loadImages();
    String namespace = cluster.namespace("chart", "realip.github.io/inject=true");
    List<String> upgrade = List.of("upgrade", "--install", "policies", Sources.KUBERNETES.resolve("chart").toString(),
        "--set", "image.registry=" + TestImages.AGENT.substring(0, TestImages.AGENT.lastIndexOf('/')),
        "--set", "test.image=" + TestImages.TEST, "--set", "namespaces." + namespace + ".trusted-proxies=10.0.0.1");
    try {
      run(helm, namespace, upgrade);
      assertEquals("realip-agent-init-container", policies());
      assertEquals("# of the Helm release policies\nrealip.trusted-proxies=10.0.0.1\n", cluster.run("-n", namespace,
          "get", "configmap", "realip-agent", "-o", "jsonpath={.data.realip\\.properties}").out());
      TestCluster.await(Duration.ofSeconds(60), () -> {
        helm(helm, namespace, "test", "policies").orFail();
        return true;
      });
      run(helm, namespace, upgrade, List.of("--set", "way=image-volume"));
      assertEquals("realip-agent-image-volume", policies());
      run(helm, namespace, List.of("rollback", "policies", "1"));
      assertEquals("realip-agent-init-container", policies());
    } finally {
      run(helm, namespace, List.of("uninstall", "policies"));
    }
    assertEquals("", policies());
    assertEquals("", cluster.run("get", "validatingadmissionpolicies,validatingadmissionpolicybindings,"
        + "mutatingadmissionpolicybindings", "-o", "name").out().lines().filter(name -> name.contains("realip"))
        .collect(Collectors.joining()));
    assertEquals("", cluster.run("-n", namespace, "get", "pods,configmaps", "-o", "name").out().lines()
        .filter(name -> !name.equals("configmap/kube-root-ca.crt")).collect(Collectors.joining()));
  }

  private static String policies() throws Exception {
    return cluster.run("get", "mutatingadmissionpolicies", "-o", "jsonpath={.items[*].metadata.name}").out();
  }

  private void run(String helm, String namespace, List<String> arguments) throws Exception {
    run(helm, namespace, arguments, List.of());
  }

  private void run(String helm, String namespace, List<String> arguments, List<String> more) throws Exception {
    helm(helm, namespace, concat(arguments, more)).orFail();
  }

  private Result helm(String helm, String namespace, String... arguments) throws Exception {
    Map<String, String> environment = new LinkedHashMap<>(cluster.environment(Map.of()));
    environment.put("HELM_DATA_HOME", directory.resolve("data").toString());
    environment.put("HELM_CONFIG_HOME", directory.resolve("config").toString());
    environment.put("HELM_CACHE_HOME", directory.resolve("cache").toString());
    environment.put("HELM_NAMESPACE", namespace);
    List<String> command = new ArrayList<>(TestCluster.inside("cp"));
    command.add(Installed.tool(helm));
    command.addAll(List.of(arguments));
    return TestCluster.execute(command, "", environment);
  }

  @SafeVarargs
  private static String[] concat(List<String>... lists) {
    List<String> all = new ArrayList<>();
    for (List<String> list : lists) {
      all.addAll(list);
    }
    return all.toArray(String[]::new);
  }

  private static String options(String namespace, String object) throws Exception {
    return cluster.run("-n", namespace, "get", object, "-o",
        "jsonpath={.spec.template.spec.containers[*].env[?(@.name==\"JAVA_TOOL_OPTIONS\")].value}").out()
        .replace("-Xmx512m", "").strip();
  }

  private static String specOf(String namespace, String object) throws Exception {
    return cluster.run("-n", namespace, "get", object, "-o", "jsonpath={.spec.template}").out();
  }
}
