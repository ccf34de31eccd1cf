package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.realip.containers.BuiltFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assertions;

/**
 * The cluster that {@code -Drealip.cluster.context} names, by kubectl. Without the name the tests of the cluster are
 * skipped, so that nobody's current context is touched by chance; where {@code CI} is {@code true} they fail, unless
 * the name is {@code none}.
 *
 * <p>They make namespaces called {@code realip-test-…} and policies called {@code realip-agent-…}, remove them again,
 * and do not begin where such policies are in force already.
 *
 * <p>Each of these properties is a command: {@code realip.cluster.up} and {@code realip.cluster.down} start and end a
 * cluster for the tests alone; {@code realip.cluster.load} brings image archives to the nodes, as
 * {@code kind load image-archive}; {@code realip.cluster.in} runs another command, named behind a host, in the network
 * of that host: {@code cp}, from where the API server is reached, {@code client}, {@code lb}, {@code node1} or
 * {@code node2}.
 */
final class TestCluster {
  private static final String NONE = "none";
  private static final String CONTEXT = System.getProperty("realip.cluster.context", "");
  private static final List<String> IN = words("realip.cluster.in");
  private static final List<String> LOAD = words("realip.cluster.load");
  private static final List<String> UP = words("realip.cluster.up");
  private static final List<String> DOWN = words("realip.cluster.down");
  private static final String PREFIX = "realip-test-";
  private static TestCluster instance;

  private final List<String> kubectl = new ArrayList<>();
  private final String made;
  private boolean loaded;
  private Path config;

  private TestCluster() throws IOException, InterruptedException {
    if (!UP.isEmpty()) {
      execute(UP, "", Map.of()).orFail();
    }
    kubectl.addAll(inside("cp"));
    kubectl.addAll(List.of(Installed.tool("kubectl"), "--context", CONTEXT));
    run("version");
    String policies =
        run("get", "mutatingadmissionpolicies,validatingadmissionpolicies", "-o", "name").out();
    if (policies.contains("/realip-agent-")) {
      fail("the cluster has policies of the names that the tests would use and remove: " + policies);
    }
    made = ofWhatItIsMade();
    Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
  }

  /**
   * What a program wrote and how it ended.
   *
   * @param status 0 if all went well
   */
  record Result(int status, String out, String err) {
    /** What the API server had to say besides, each sentence once. */
    List<String> warnings() {
      return err.lines().filter(line -> line.startsWith("Warning: ")).map(line -> line.substring(9)).toList();
    }

    /** Fails with what the program wrote if it failed. */
    Result orFail() {
      if (status != 0) {
        throw new IllegalStateException(err + out);
      }
      return this;
    }
  }

  /** The cluster, or a test that is skipped by name. */
  static synchronized TestCluster get() throws IOException, InterruptedException {
    if (CONTEXT.isEmpty() || CONTEXT.equals(NONE)) {
      String message = "no cluster: name a context that may be used with -Drealip.cluster.context=NAME";
      return CONTEXT.isEmpty() && "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
    }
    if (instance == null) {
      instance = new TestCluster();
    }
    return instance;
  }

  /** What the cluster says that it is made of, and the tools. */
  static synchronized String description() {
    return instance == null ? "no cluster" : instance.made;
  }

  private String ofWhatItIsMade() throws IOException, InterruptedException {
    String nodes = "{.items[0].status.nodeInfo.";
    List<String> made = new ArrayList<>();
    for (String field : List.of("kubeletVersion", "containerRuntimeVersion", "architecture")) {
      made.add(run("get", "nodes", "-o", "jsonpath=" + nodes + field + "}").out());
    }
    for (String helm : List.of("helm", "helm3")) {
      made.add("Helm " + execute(List.of(Installed.tool(helm), "version", "--template", "{{.Version}}"), "", Map.of())
          .orFail().out());
    }
    return "Kubernetes " + String.join(", ", made);
  }

  /** The beginning of a command that is run in the network of a host; the machine's own if there is none. */
  static List<String> inside(String host) {
    List<String> command = new ArrayList<>(IN);
    if (!IN.isEmpty()) {
      command.add(host);
    }
    return command;
  }

  /** Whether commands can be run in the networks of the client and the nodes. */
  static void needsHosts() {
    if (IN.isEmpty()) {
      String message = "-Drealip.cluster.in does not say how to reach the client's and the nodes' networks";
      if (!UP.isEmpty() && "true".equals(System.getenv("CI"))) { // a cluster made for this has them
        fail(message);
      }
      abort(message);
    }
  }

  /** Whether the cases that take long are wanted, too: {@code realip.cluster.all}, which {@code -Pall} sets. */
  static boolean isForAllCases() {
    return Boolean.getBoolean("realip.cluster.all");
  }

  /** A command of kubectl's, to be gone on with. */
  List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(kubectl);
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs kubectl; a failure is one of the test's. */
  Result run(String... arguments) throws IOException, InterruptedException {
    return tried("", arguments).orFail();
  }

  /** Runs kubectl with a text for {@code -f -}, whatever comes of it. */
  Result tried(String text, String... arguments) throws IOException, InterruptedException {
    return execute(command(arguments), text, Map.of());
  }

  /** Applies objects to a namespace. */
  Result apply(String namespace, String text) throws IOException, InterruptedException {
    return tried(text, "-n", namespace, "apply", "-f", "-").orFail();
  }

  /** What the server would make of the objects that it would take, by name; and what it says. */
  Map<String, Map<String, Object>> dryRun(String namespace, List<Map<String, Object>> objects, StringBuilder said)
      throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    objects.forEach(object -> text.append("---\n").append(Documents.write(object)));
    Result result = tried(text.toString(), "-n", namespace, "create", "--dry-run=server", "-o", "yaml", "-f", "-");
    said.append(result.err());
    Map<String, Map<String, Object>> made = new LinkedHashMap<>();
    for (Map<String, Object> document : Documents.parse(result.out())) {
      List<Map<String, Object>> items = document.get("items") != null
          ? Documents.list(document, "items") : List.of(document);
      items.forEach(item -> made.put(Documents.name(item), item));
    }
    return made;
  }

  /** Makes a namespace, anew if it is there. */
  String namespace(String name, String... labels) throws IOException, InterruptedException {
    String full = PREFIX + name;
    run("delete", "namespace", full, "--ignore-not-found", "--wait");
    run("create", "namespace", full);
    if (labels.length > 0) {
      List<String> command = new ArrayList<>(List.of("label", "namespace", full));
      command.addAll(Arrays.asList(labels));
      run(command.toArray(String[]::new));
    }
    await(Duration.ofSeconds(20), () -> {
      run("-n", full, "get", "serviceaccount", "default");
      return true;
    });
    return full;
  }

  /** Puts a file of the policies in force, which takes effect a moment later. */
  void enforce(String policy) throws IOException, InterruptedException {
    tried(policy(policy), "apply", "-f", "-").orFail();
  }

  /** The text of a file of the policies, with images that the nodes can get. */
  static String policy(String policy) throws IOException {
    return TestImages.mirrored(Files.readString(Sources.KUBERNETES.resolve("policies/" + policy + ".yaml")));
  }

  /** Takes a file of the policies out of force. */
  void revoke(String policy) throws IOException, InterruptedException {
    run("delete", "--ignore-not-found", "-f", Sources.KUBERNETES.resolve("policies/" + policy + ".yaml").toString());
  }

  /** Something to do while a policy is in force. */
  interface Steps {
    /** Does it. */
    void run() throws Exception;
  }

  /**
   * Does something while a policy is in force, which it is a moment after it was applied; so is an earlier one for a
   * moment after it was revoked, and is waited for first.
   */
  void enforced(String policy, String namespace, Steps steps) throws Exception {
    await(Duration.ofSeconds(30), () -> !injected(namespace).contains("javaagent"));
    enforce(policy);
    try {
      awaitInjection(namespace);
      steps.run();
    } finally {
      revoke(policy);
    }
  }

  /** Waits until a labelled pod would get the agent. */
  void awaitInjection(String namespace) throws InterruptedException {
    awaitInjection(namespace, "javaagent");
  }

  /** Waits until a labelled pod would get what has this in it. */
  void awaitInjection(String namespace, String text) throws InterruptedException {
    await(Duration.ofSeconds(30), () -> injected(namespace).contains(text));
  }

  /** What a labelled pod would be, as text. */
  private String injected(String namespace) throws Exception {
    Map<String, Object> pod = Documents.parse("""
        {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {realip.github.io/inject: "true"}},
         spec: {containers: [{name: a, image: a, resources: {requests: {cpu: 50m, memory: 64Mi},
           limits: {cpu: 50m, memory: 64Mi}}}]}}
        """).get(0);
    return Documents.write(dryRun(namespace, List.of(pod), new StringBuilder()));
  }

  /** Has kube-proxy work in a mode: the cluster as it is, or one that is started anew. */
  void proxyMode(String mode) throws Exception {
    if (!mode.equals("iptables")) {
      if (UP.isEmpty()) {
        abort("-Drealip.cluster.up does not say how to start a cluster in the mode " + mode);
      }
      execute(UP, "", Map.of("REALIP_PROXY_MODE", mode)).orFail();
      config = null;
    }
  }

  /** Builds the images and brings them to the nodes, once. */
  void loadImages() throws Exception {
    if (!loaded && !LOAD.isEmpty()) { // otherwise a registry has them, under the names of TestImages
      List<String> command = new ArrayList<>(LOAD);
      TestImages.build(BuiltFiles.work("images")).forEach(archive -> command.add(archive.toString()));
      execute(command, "", Map.of()).orFail();
    }
    loaded = true;
  }

  /** What programs need to find this cluster and the kubectl that the tests use, and more. */
  Map<String, String> environment(Map<String, String> more) throws IOException, InterruptedException {
    Map<String, String> environment = new LinkedHashMap<>(more);
    if (config == null) {
      config = Files.createTempFile("cluster", ".kubeconfig");
      config.toFile().deleteOnExit();
      Files.writeString(config, run("config", "view", "--minify", "--flatten").out());
    }
    environment.put("KUBECONFIG", config.toString());
    return environment;
  }

  /** Tries again until something is true, an exception being no yet. */
  static void await(Duration atMost, Callable<Boolean> condition) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    Throwable last = null;
    do {
      try {
        if (condition.call()) {
          return;
        }
        last = null;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception | AssertionError e) {
        last = e;
      }
      Thread.sleep(100);
    } while (System.nanoTime() < end);
    Assertions.fail("not within " + atMost.toSeconds() + " s", last);
  }

  /** Runs a program to its end. */
  static Result execute(List<String> command, String input, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    Path in = Files.createTempFile("in", "");
    try {
      Files.writeString(in, input);
      ProcessBuilder builder = new ProcessBuilder(command)
          .redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().putAll(environment);
      int status = builder.start().waitFor();
      return new Result(status, Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } finally {
      Files.delete(in);
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Nothing is left behind, nor waited for. */
  private void remove() {
    try {
      if (!DOWN.isEmpty()) {
        execute(DOWN, "", Map.of()).orFail();
        return;
      }
      for (String policy : List.of("init-container", "image-volume", "report")) {
        revoke(policy);
      }
      String namespaces = run("get", "namespaces", "-o", "name").out();
      for (String namespace : namespaces.lines().filter(name -> name.startsWith("namespace/" + PREFIX)).toList()) {
        run("delete", namespace, "--wait=false");
      }
    } catch (IOException e) {
      System.err.println("the cluster was left with what the tests made: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> words(String property) {
    return Arrays.stream(System.getProperty(property, "").split(" ")).filter(word -> !word.isEmpty()).toList();
  }
}
