package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The agent beside the container's own component for X-Forwarded-For, which believes anybody: the address is the
 * agent's answer, all else stays the component's.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.realip.containers.Cell#onceEachThatForwards")
@Shows(Aspect.FORWARDING)
class ForwardingComponentIT extends EachCell implements FaultTests {

  @Override
  Site start(Cell cell) throws Exception {
    return cell.start(Site.agent("127.0.0.10"), true);
  }

  @ParameterizedTest
  @EnumSource(ReverseProxy.Kind.class)
  void theAddressIsTheAgents(ReverseProxy.Kind proxy) throws Exception {
    assertSeen("203.0.113.7", site.through(proxy, "203.0.113.7", "/whoami"));
    assertSeen("203.0.113.7",
        site.through(proxy, "203.0.113.7", "/whoami", "X-Forwarded-For: 198.51.100.1"));
    assertSeen("203.0.113.7",
        site.through(proxy, "203.0.113.7", "/whoami", "Forwarded: for=198.51.100.1", "X-Forwarded-For: 127.0.0.10"));
    assertSeen("203.0.113.7", site.through(proxy, "203.0.113.7", "/whoami", "Proxy-ip: 198.51.100.1"));
  }

  @ParameterizedTest
  @EnumSource(ReverseProxy.Kind.class)
  void theSchemeIsTheComponents(ReverseProxy.Kind proxy) throws Exception {
    JsonObject seen = site.through(proxy, "203.0.113.7", "/whoami", "X-Forwarded-Proto: https").json();

    assertEquals("203.0.113.7", seen.get("remoteAddr").getAsString());
    assertEquals("https", seen.get("scheme").getAsString());
    assertEquals(true, seen.get("secure").getAsBoolean());
  }

  @Test
  void aPeerThatIsNotTrustedIsTheAnswerWhateverItSends() throws Exception {
    assertSeen("127.0.0.66", site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1"));
    assertSeen("127.0.0.66", site.direct("127.0.0.66", "/whoami",
        "Proxy-ip: 198.51.100.1", "$WSRA: 198.51.100.1", "$WSRH: 198.51.100.1"));
    assertSeen("127.0.0.66", site.direct("127.0.0.66", "/whoami",
        "X-Forwarded-For: 198.51.100.1, 203.0.113.7", "X-Forwarded-Proto: https"));
  }

  @Test
  void anIpv6PeerThatIsNotTrustedIsWrittenInTheContainersOwnWay() throws Exception {
    for (String header : List.of("Accept: */*", "X-Forwarded-For: 198.51.100.1")) {
      JsonObject seen = site.direct("::1", "/whoami", header).json();
      assertEquals(cell.ipv6Loopback(), seen.get("remoteAddr").getAsString());
      assertEquals(cell.ipv6LoopbackHost(), seen.get("remoteHost").getAsString());
    }
  }

  @Test
  void laterStagesOfARequestSeeTheSame() throws Exception {
    for (String path : new String[] {"/async", "/async?dispatch", "/forward", "/include", "/wrapped?depth=5"}) {
      assertSeen("203.0.113.7", site.proxied("203.0.113.7", path, "X-Forwarded-For: 198.51.100.1"));
    }
  }

  @Test
  void theAccessLogAgreesWithTheApplication() throws Exception {
    if (cell.differs(Difference.NO_ACCESS_LOG)) {
      return;
    }
    site.proxied("203.0.113.7", "/whoami?log=proxied", "X-Forwarded-For: 198.51.100.1");
    site.direct("127.0.0.66", "/whoami?log=stranger", "X-Forwarded-For: 198.51.100.1");

    assertLogged("203.0.113.7", "log=proxied");
    assertLogged("127.0.0.66", "log=stranger");
  }

  @Test
  void aKeptConnectionRemembersNothing() throws Exception {
    try (Connection connection = site.connect("127.0.0.10")) {
      for (int i = 0; i < 250; i++) {
        assertEquals("198.18.0." + i, connection.get("/whoami", "X-Forwarded-For: 198.18.0." + i).address());
        assertEquals("127.0.0.10", connection.get("/whoami").address());
      }
    }
  }

  private void assertLogged(String address, String mark) throws Exception {
    assertEquals(address, site.server().accessLogLine(mark).split(" ")[0]);
  }

  private static void assertSeen(String address, Connection.Response response) {
    assertEquals(200, response.status());
    assertEquals(address, response.address());
    assertEquals(address, response.json().get("remoteHost").getAsString());
  }
}
