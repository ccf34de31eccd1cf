package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The post-renderer, as a plugin of the real Helm 4; Helm 3 is given the same program's path. */
class HelmTest {

  @TempDir
  Path directory;

  @BeforeEach
  void install() throws Exception {
    Installed.tool("kubectl");
    helm("plugin", "install", Sources.KUBERNETES.resolve("helm").toString());
  }

  /** Helm links to it. */
  @AfterEach
  void uninstall() throws Exception {
    helm("plugin", "uninstall", "realip");
  }

  @Test
  void injectsIntoAReleaseAndLeavesOutWhatSaysSo() throws Exception {
    List<Map<String, Object>> rendered = render();
    rendered.forEach(Api::accept);
    assertEquals(3, rendered.size());
    for (Map<String, Object> object : rendered) {
      switch (Documents.kind(object)) {
        case "Deployment" -> {
          assertEquals(List.of(), Restricted.violations(Documents.pod(object)));
          assertEquals(
              "-Xmx512m -javaagent:/realip/realip-agent.jar",
              Documents.toolOptions(Documents.containers(object).get(0)));
          assertEquals("registry.example.com:5000/realip-agent:7",
              Documents.list(Documents.pod(object), "spec", "initContainers").get(0).get("image"));
        }
        case "CronJob" -> assertFalse(Documents.mountsAgent(Documents.containers(object).get(0)));
        default -> assertEquals("Service", Documents.kind(object));
      }
    }
  }

  @Test
  void stopsWhereAValueWouldBeLost() {
    assertThrows(IllegalStateException.class, () -> render("--set", "envFrom=true"));
  }

  private List<Map<String, Object>> render(String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("template", "shop", Sources.SAMPLES.resolve("chart").toString(),
        "--post-renderer", "realip"));
    arguments.addAll(List.of(options));
    return Documents.parse(helm(arguments.toArray(String[]::new)));
  }

  private String helm(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Installed.tool("helm")));
    command.addAll(List.of(arguments));
    return Commands.output(command, Map.of(
        "HELM_DATA_HOME", directory.resolve("data").toString(),
        "HELM_CONFIG_HOME", directory.resolve("config").toString(),
        "HELM_CACHE_HOME", directory.resolve("cache").toString(),
        "KUBECONFIG", "/dev/null",
        "REALIP_IMAGE", "registry.example.com:5000/realip-agent:7"));
  }
}
