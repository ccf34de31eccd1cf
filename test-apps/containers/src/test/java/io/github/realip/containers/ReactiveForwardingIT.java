package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The agent beside what believes anybody on servers without servlets: the server's own handler, the framework's, and
 * what Spring Boot switches on by itself in a pod. The address is the agent's answer, all else stays theirs.
 */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("io.github.realip.containers.Cell#withoutServletsThatForward")
@Shows(Aspect.FORWARDING)
class ReactiveForwardingIT extends EachCell implements FaultTests {

  @Override
  Site start(Cell cell) throws Exception {
    return cell.start(Site.agent("127.0.0.10"), true);
  }

  @Test
  void withoutTheAgentAForgedAddressIsBelieved() throws Exception {
    try (Site plain = cell.start(List.of(), true)) {
      assertEquals("198.51.100.1", plain.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1").address());
    }
  }

  @ParameterizedTest
  @EnumSource(ReverseProxy.Kind.class)
  void theAddressIsTheAgentsAndTheSchemeTheComponents(ReverseProxy.Kind proxy) throws Exception {
    assertSeen("203.0.113.7", site.through(proxy, "203.0.113.7", "/whoami", "X-Forwarded-For: 198.51.100.1"));
    assertSeen("203.0.113.7", site.through(proxy, "203.0.113.7", "/whoami", "Forwarded: for=198.51.100.1"));
    JsonObject seen = site.through(proxy, "203.0.113.7", "/whoami", "X-Forwarded-Proto: https").json();
    assertEquals("203.0.113.7", seen.get("remoteAddr").getAsString());
    assertEquals("https", seen.get("scheme").getAsString());
  }

  @Test
  void aPeerThatIsNotTrustedIsTheAnswerWhateverItSends() throws Exception {
    assertSeen("127.0.0.66", site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1"));
    assertSeen("127.0.0.66", site.direct("127.0.0.66", "/whoami", "Forwarded: for=198.51.100.1;proto=https"));
    assertSeen(Site.PROXY, site.direct(Site.PROXY, "/whoami"));
  }

  @Test
  void theAccessLogAgreesWithTheApplication() throws Exception {
    site.proxied("203.0.113.7", "/whoami?log=proxied", "X-Forwarded-For: 198.51.100.1");
    site.direct("127.0.0.66", "/whoami?log=stranger", "X-Forwarded-For: 198.51.100.1");
    assertEquals("203.0.113.7", site.server().accessLogLine("log=proxied").split(" ")[0]);
    assertEquals("127.0.0.66", site.server().accessLogLine("log=stranger").split(" ")[0]);
  }

  @Test
  void observedTheAddressStaysTheComponentsAndIsCompared() throws Exception {
    assumeTrue(Selection.OF_THIS_RUN.isAll(), "a server more: -Pall");
    List<String> options = new ArrayList<>(Site.agent("127.0.0.10"));
    options.add("-Drealip.mode=observe");
    try (Site observed = cell.start(options, true)) {
      observed.expect(Pattern.compile("realip-agent: "));
      assertEquals("198.51.100.1",
          observed.direct(Site.PROXY, "/whoami", "X-Forwarded-For: 198.51.100.1, 203.0.113.7").address());
      JsonObject differences = ObserveIT.status(observed, 0).getAsJsonObject("differences");
      String kind = "/first-untrusted-hop/client-for-leftmost";
      List<String> found = differences.keySet().stream().filter(key -> key.endsWith(kind)).toList();
      assertEquals(1, found.size(), differences::toString);
      assertNotNull(ForwardingComponent.named(found.get(0).replace(kind, "")), differences::toString);
      assertEquals(1, differences.get(found.get(0)).getAsInt(), differences::toString);
    }
  }

  private static void assertSeen(String address, Connection.Response response) {
    assertEquals(200, response.status());
    assertEquals(address, response.address());
    assertEquals(address, response.json().get("remoteHost").getAsString());
  }
}
