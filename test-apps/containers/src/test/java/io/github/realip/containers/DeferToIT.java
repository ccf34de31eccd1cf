package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A forwarding component that is left in charge: what it writes is the answer, the rest is the agent's. */
class DeferToIT {

  /** The component, a container that has it, how it is switched on; as far as such containers are in this run. */
  static Stream<Arguments> components() {
    List<String> launchers = Stream.concat(Cell.selected().stream(), Cell.withoutServlets().stream())
        .map(cell -> cell.container().launcher()).toList();
    return Stream.of(
        arguments("remote-ip-valve", "Tomcat 9", ""),
        arguments("remote-ip-filter", "Tomcat 9", "remote-ip-filter"),
        arguments("jetty-forwarded", "Jetty 9.4", ""),
        arguments("jetty-forwarded", "Jetty 12.0.31 ee10", ""),
        arguments("undertow-proxy-peer-address", "Undertow 2.3", ""),
        arguments("quarkus-forwarded", "Quarkus 3", ""),
        arguments("spring-forwarded-header-filter", "Spring Boot 4", "framework"),
        arguments("reactor-forwarded", "Spring WebFlux 4", ""),
        arguments("spring-forwarded-header-transformer", "Spring WebFlux 4", "framework"),
        arguments("vertx-forward", "Vert.x 5.1", ""),
        arguments("micronaut-client-address", "Micronaut 4", ""),
        arguments("quarkus-forwarded", "Quarkus REST", ""))
        .filter(each -> launchers.contains(cell((String) each.get()[1]).container().launcher()));
  }

  @ParameterizedTest(name = "{0} of {1}", allowZeroInvocations = true)
  @MethodSource("components")
  void whatTheComponentWritesIsTheAnswer(String name, String container, String option) throws Exception {
    try (Site site = start(container, option, name)) {
      // whom the agent does not trust, but the component does
      JsonObject seen = site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1",
          "X-Forwarded-Proto: https").json();
      assertEquals("198.51.100.1", seen.get("remoteAddr").getAsString());
      assertEquals("198.51.100.1", seen.get("remoteHost").getAsString());
      assertEquals("https", seen.get("scheme").getAsString());

      assertEquals("127.0.0.10", site.direct("127.0.0.10", "/whoami").address());
      site.assertQuiet();
    }
  }

  @Test
  void whereItWritesNothingTheAgentAnswers() throws Exception {
    try (Site site = start("Tomcat 9", "", "undertow-forwarded")) {
      assertEquals("203.0.113.7", site.proxied("203.0.113.7", "/whoami", "X-Forwarded-For: 198.51.100.1").address());
      site.assertQuiet();
    }
  }

  @Test
  void anUnknownNameIsNamedAndNothingIsDeferred() throws Exception {
    try (Site site = start("Tomcat 9", "", "remote-ip-valv")) {
      assertEquals("203.0.113.7", site.proxied("203.0.113.7", "/whoami", "X-Forwarded-For: 198.51.100.1").address());
      List<String> lines =
          site.server().process().stderr().lines().filter(line -> line.contains("realip-agent: ")).toList();
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(lines.get(0).contains("\"remote-ip-valv\"") && lines.get(0).contains("remote-ip-valve?"),
          lines.get(0));
    }
  }

  private static Site start(String container, String option, String deferTo) throws Exception {
    Cell cell = cell(container).withOption(option);
    List<String> options = new ArrayList<>(Site.agent("127.0.0.10"));
    options.addAll(List.of("-Drealip.defer-to=" + deferTo, "-Drealip.log=warn"));
    return Site.start(new Launch(cell.container(), Installed.jdk(cell.java(), "realip.defer-to"), options, true));
  }

  private static Cell cell(String container) {
    return Cell.matrix().stream().filter(each -> each.container().toString().startsWith(container))
        .filter(each -> each.java() >= 17).findFirst().orElseThrow();
  }
}
