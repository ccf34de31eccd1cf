package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.realip.kubernetes.TestCluster.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's commands, word for word in a shell and in their order, by a user who has a namespace called shop. */
class ClusterPageIT {
  private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
  private static final Pattern IN_TEXT = Pattern.compile("`((?:kubectl|helm) [^`]*)`");
  /** What needs a registry, an engine or another cluster; the images themselves are built and run by ImageIT. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("(mvn|skopeo|kind|k3s|docker) .*|cd agent/kubernetes/target.*|#.*");
  /** ClusterWaysIT runs it. */
  private static final Pattern SMOKE_TEST = Pattern.compile("agent/kubernetes/smoke-test/smoke-test .*");

  @TempDir
  Path directory;

  @Test
  void everyCommandDoesWhatThePageSays() throws Exception {
    TestCluster cluster = TestCluster.get();
    cluster.loadImages();
    assumeTrue(cluster.run("get", "namespace", "shop", "--ignore-not-found").out().isEmpty(), "shop is there already");
    String namespace = cluster.namespace("page", "realip.github.io/inject=true");
    Files.createSymbolicLink(directory.resolve("agent"), Sources.KUBERNETES.getParent());
    Files.createSymbolicLink(directory.resolve("chart"), Sources.SAMPLES.resolve("chart"));
    Map<String, String> environment = cluster.environment(Map.of("HELM_NAMESPACE", namespace,
        "HELM_DATA_HOME", directory.resolve("data").toString(),
        "HELM_CONFIG_HOME", directory.resolve("config").toString(),
        "HELM_CACHE_HOME", directory.resolve("cache").toString(),
        "KUBECTL_EXTERNAL_DIFF", "true")); // or kubectl ends with 1 when there is a difference to show

    cluster.run("create", "namespace", "shop");
    try {
      cluster.apply("shop", TestImages.mirrored(Files.readString(
          Sources.KUBERNETES.resolve("manifests/shop.yaml")).replaceAll(" *realip.github.io/inject: .*\n", "")
          .replace("  labels:\nspec:", "spec:")));
      String page = Files.readString(Sources.PAGE);
      List<String> commands = new ArrayList<>();
      for (String block : SHELL.matcher(page).results().map(found -> found.group(1)).toList()) {
        String[] lines = block.replace("\\\n", " ").split("\n");
        StringBuilder script = new StringBuilder();
        for (String line : lines) {
          if (!ELSEWHERE.matcher(line).matches() && !SMOKE_TEST.matcher(line).matches()) {
            script.append(line).append('\n');
          }
        }
        if (!script.toString().isBlank()) {
          commands.add(script.toString());
        }
      }
      assertTrue(commands.size() >= 6, commands::toString);
      for (String command : commands) {
        boolean chart = command.contains("agent/kubernetes/chart");
        if (chart) { // which is instead of the files
          cluster.revoke("image-volume");
          cluster.revoke("report");
          cluster.run("-n", "shop", "delete", "configmap", "realip-agent");
        }
        if (command.contains(" logs ")) { // the line is there when Tomcat is
          TestCluster.await(Duration.ofSeconds(60), () -> {
            shell(command, environment);
            return true;
          });
          continue;
        }
        shell(command, environment);
        if (command.contains("apply -f agent/kubernetes/policies")) {
          cluster.awaitInjection(namespace); // about a second, says the page
        }
        if (chart) {
          shell("helm uninstall realip", environment);
        }
      }
      String agent = cluster.run("-n", "shop", "get", "pods", "-o", "yaml").out();
      assertTrue(agent.contains("-javaagent:/realip/realip-agent.jar"), agent);
      cluster.enforce("image-volume");
      String undo = page.substring(page.indexOf("\n## Back again"), page.indexOf("\n## Other variables"));
      for (String command : IN_TEXT.matcher(undo).results().map(found -> found.group(1)).toList()) {
        shell(command, environment);
      }
      assertEquals("", cluster.run("get", "mutatingadmissionpolicies", "-o", "name").out());
    } finally {
      cluster.run("delete", "namespace", "shop", "--wait=false");
      cluster.revoke("image-volume");
      cluster.revoke("report");
    }
  }

  private void shell(String command, Map<String, String> environment) throws Exception {
    List<String> words = new ArrayList<>(TestCluster.inside("cp"));
    words.addAll(List.of(Installed.tool("bash"), "-euo", "pipefail", "-c", "cd " + directory + "\n" + command));
    Result result = TestCluster.execute(words, "", environment);
    assertEquals(0, result.status(), () -> command + "\n" + result.err() + result.out());
  }
}
