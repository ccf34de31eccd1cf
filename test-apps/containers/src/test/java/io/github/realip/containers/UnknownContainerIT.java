package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Piranha, of which the agent knows nothing. It is no row of the matrix because it does too little of what the matrix
 * asks for: it closes every connection, and a forwarded or included request has no address in it, with or without the
 * agent.
 */
class UnknownContainerIT {
  private static final String VERSION = "23.11.0";
  private static final Container PIRANHA = new Container("Piranha", VERSION,
      "cloud.piranha.http:piranha-http-webapp:jar cloud.piranha.http:piranha-http-impl:jar:" + VERSION, "piranha",
      "jakarta", List.of(21, 27), Set.of(), "", Set.of(Difference.NO_ACCESS_LOG), "");

  @ParameterizedTest(name = "Java {0}")
  @ValueSource(ints = {21, 27})
  void requestsGiveTheClient(int java) throws Exception {
    Jdk jdk = Installed.jdk(java, "Piranha");
    try (Site plain = Site.start(new Launch(PIRANHA, jdk, List.of(), false))) {
      assertEquals("127.0.0.10", plain.proxied("203.0.113.7", "/whoami").address());
    }
    try (Site site = Site.start(new Launch(PIRANHA, jdk, Site.agent("127.0.0.10,::1"), false))) {
      for (String path : List.of("/whoami", "/filtered", "/wrapped?depth=5", "/async", "/async?dispatch",
          "/other-thread", "/repeat", "/late?id=1")) {
        assertSeen("203.0.113.7", site.proxied("203.0.113.7", path, "X-Forwarded-For: 198.51.100.1"));
        assertSeen("127.0.0.66", site.direct("127.0.0.66", path, "X-Forwarded-For: 198.51.100.1"));
      }
      assertSeen("2001:db8::7", site.direct("::1", "/whoami", "X-Forwarded-For: 2001:DB8:0:0:0:0:0:7"));
      assertSeen("203.0.113.7", site.direct("127.0.0.10", "/whoami",
          "X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 203.0.113.7"));
      assertSeen("127.0.0.10", site.direct("127.0.0.10", "/whoami"));
      assertEquals("198.51.100.99", site.proxied("203.0.113.7", "/overridden").address());
      assertFalse(site.direct("127.0.0.10", "/late/result?id=1").json().has("exception"));
      for (int i = 0; i < 500; i++) {
        assertSeen("198.18.0." + i % 250,
            site.direct("127.0.0.10", "/whoami", "X-Forwarded-For: 198.18.0." + i % 250));
      }
      site.assertQuiet();
    }
  }

  /** What it makes of its own scheme, host and port, redirects and cookies, nobody knows: so all of that stays. */
  @Test
  void schemeHostPortAndHeadersStayAndItIsSaidOnce() throws Exception {
    Pattern line = Pattern.compile("realip.rewrite=address,proto,host,port,headers is not supported in an unknown"
        + " container: ");
    Pattern headers = Pattern.compile("realip.rewrite=.*: headers are not rewritten in an unknown container, ");
    try (Site site = Site.start(new Launch(PIRANHA, Installed.jdk(21, "Piranha"), RewriteIT.options(), false))) {
      site.expect(line);
      site.expect(headers);
      for (int i = 0; i < 3; i++) {
        Connection.Response response = site.direct(Site.PROXY, "/whoami", RewriteTests.SAYS);
        assertSeen("203.0.113.7", response);
        assertEquals("http", response.json().get("scheme").getAsString());
        assertEquals("localhost", response.json().get("serverName").getAsString()); // whatever was asked
      }
      for (Pattern each : List.of(line, headers)) {
        assertEquals(1, site.server().process().stderr().lines().filter(said -> each.matcher(said).find()).count());
      }
      site.assertQuiet();
    }
  }

  private static void assertSeen(String address, Connection.Response response) {
    assertEquals(200, response.status());
    assertEquals(address, response.address());
    assertEquals(address, response.json().get("remoteHost").getAsString());
  }
}
