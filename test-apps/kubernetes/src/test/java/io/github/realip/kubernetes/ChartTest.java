package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.kubernetes.TestCluster.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart, rendered by the real Helm. */
class ChartTest {
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  @Test
  void isWhatHelmCallsAGoodChart() throws Exception {
    assertEquals(0, helm("lint", "--strict", chart()).status());
  }

  /** With its own values it is the plain files. */
  @ParameterizedTest
  @ValueSource(strings = {"init-container", "image-volume", "kyverno"})
  void isThePlainFiles(String way) throws Exception {
    List<Map<String, Object>> plain = new ArrayList<>(read(way));
    plain.addAll(read("report"));
    List<Map<String, Object>> rendered = rendered("--set", "way=" + way);
    assertEquals(Documents.sorted(plain), Documents.sorted(rendered));
    assertEquals(read(way), rendered("--set", "way=" + way + ",report=false"));
    assertEquals(read("report"), rendered("--set", "way=none"));
  }

  @Test
  void namesTheImageAndTheLabelThatItIsGiven() throws Exception {
    String text = Documents.write(rendered("--set", "way=image-volume,image.registry=mirror.example:5000/x,label=a/b"));
    assertTrue(text.contains("'mirror.example:5000/x/realip-agent-jar:1'"), text);
    assertTrue(text.contains("a/b: 'true'") && !text.contains("realip.github.io/inject"), text);
    text = Documents.write(rendered("--set", "image.tag=2,image.digest=" + DIGEST));
    assertTrue(text.contains("'registry.example.com/realip-agent@" + DIGEST + "'"), text);
  }

  @Test
  void givesEachNamespaceItsSettings() throws Exception {
    List<Map<String, Object>> rendered = rendered("--set", "way=none,report=false,settings.enabled=true",
        "--set", "settings.trusted-proxies={10.0.0.1,dns:a.b}", "--set", "namespaces.shop.enabled=false",
        "--set", "namespaces.other.max-length=100");
    assertEquals(List.of("other", "shop"),
        rendered.stream().map(map -> Documents.at(map, "metadata", "namespace")).sorted().toList());
    for (Map<String, Object> map : rendered) {
      Api.accept(map);
      String own = Documents.at(map, "metadata", "namespace").equals("shop") ? "realip.enabled=false\n"
          : "realip.max-length=100\nrealip.enabled=true\n";
      assertEquals("# of the Helm release r\n" + own + "realip.trusted-proxies=10.0.0.1,dns:a.b\n",
          Documents.at(map, "data", "realip.properties"));
    }
  }

  @ParameterizedTest
  @CsvSource({"way=sidecar", "image.registry=https://a", "image.digest=sha256:1", "ways=none", "report=perhaps",
      "settings.realip.enabled=true", "namespaces.Shop.enabled=true", "settings.a_b=1", "test.images=x"})
  void refusesWhatItDoesNotKnow(String value) throws Exception {
    assertNotEquals(0, helm("template", "r", chart(), "--set", value).status());
  }

  private static List<Map<String, Object>> rendered(String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("template", "r", chart(), "--skip-tests"));
    arguments.addAll(List.of(options));
    return Documents.parse(helm(arguments.toArray(String[]::new)).orFail().out());
  }

  private static Result helm(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Installed.tool("helm")));
    command.addAll(List.of(arguments));
    return TestCluster.execute(command, "", Map.of("KUBECONFIG", "/dev/null"));
  }

  private static List<Map<String, Object>> read(String policy) throws Exception {
    return Documents.read(Sources.KUBERNETES.resolve("policies/" + policy + ".yaml"));
  }

  private static String chart() {
    return Sources.KUBERNETES.resolve("chart").toString();
  }
}
