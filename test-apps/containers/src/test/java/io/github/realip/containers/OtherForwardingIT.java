package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The agent beside what else believes X-Forwarded-For: filters, whose request wrappers have an answer of their own, and
 * Spring Boot in a pod, where it believes without being told to. The address is the agent's, all else is theirs.
 */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("io.github.realip.containers.Cell#otherForwarding")
class OtherForwardingIT extends EachCell {

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

  @Test
  void theAddressIsTheAgents() throws Exception {
    assertSeen("203.0.113.7", site.proxied("203.0.113.7", "/whoami"));
    assertSeen("203.0.113.7", site.proxied("203.0.113.7", "/whoami", "X-Forwarded-For: 198.51.100.1"));
    assertSeen("203.0.113.7", site.proxied("203.0.113.7", "/whoami", "Forwarded: for=198.51.100.1;proto=https"));
    assertSeen("2001:db8::7", site.proxied("2001:db8::7", "/whoami", "X-Forwarded-For: 198.51.100.1"));
  }

  @Test
  void aPeerThatIsNotTrustedIsTheAnswerWhateverItSends() throws Exception {
    assertSeen("127.0.0.66", site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1"));
    assertSeen("127.0.0.66", site.direct("127.0.0.66", "/whoami", "Forwarded: for=198.51.100.1"));
  }

  @Test
  void schemeAndHostAreTheirs() throws Exception {
    JsonObject seen = site.proxied("203.0.113.7", "/whoami",
        "X-Forwarded-Proto: https", "X-Forwarded-Host: shop.example", "X-Forwarded-Port: 443").json();

    assertEquals("https", seen.get("scheme").getAsString());
    assertEquals(true, seen.get("secure").getAsBoolean());
    assertEquals("203.0.113.7", seen.get("remoteAddr").getAsString());
    if (cell.container().hasOption("framework")) {
      assertEquals("shop.example", seen.get("serverName").getAsString());
      assertEquals(443, seen.get("serverPort").getAsInt());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/filtered", "/async", "/async?dispatch", "/forward", "/include", "/wrapped?depth=5"})
  void laterStagesOfARequestSeeTheSame(String path) throws Exception {
    assertSeen("203.0.113.7", site.proxied("203.0.113.7", path, "X-Forwarded-For: 198.51.100.1"));
  }

  @Test
  void aWrapperOfTheApplicationsOwnKeepsItsAnswer() throws Exception {
    assertEquals("198.51.100.99", site.proxied("203.0.113.7", "/overridden").address());
  }

  @Test
  void theAccessLogAgreesWithTheApplication() throws Exception {
    if (cell.differs(Difference.NO_ACCESS_LOG)) {
      return;
    }
    site.proxied("203.0.113.7", "/whoami?log=proxied", "X-Forwarded-For: 198.51.100.1");
    site.direct("127.0.0.66", "/whoami?log=stranger", "X-Forwarded-For: 198.51.100.1");

    assertEquals("203.0.113.7", site.server().accessLogLine("log=proxied").split(" ")[0]);
    assertEquals("127.0.0.66", site.server().accessLogLine("log=stranger").split(" ")[0]);
  }

  private static void assertSeen(String address, Connection.Response response) {
    assertEquals(200, response.status());
    assertEquals(address, response.address());
    assertEquals(address, response.json().get("remoteHost").getAsString());
  }
}
