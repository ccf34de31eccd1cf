package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Piranha and TJWS, of which the agent knows nothing. They are no rows of the matrix because they do too little of what
 * the matrix asks for: Piranha closes every connection, and a forwarded or included request has no address in it, with
 * or without the agent; TJWS has the Servlet API 2.5.
 */
class UnknownContainerIT {
  private static final String VERSION = "23.11.0";
  private static final Container PIRANHA = new Container("Piranha", VERSION,
      "cloud.piranha.http:piranha-http-webapp:jar cloud.piranha.http:piranha-http-impl:jar:" + VERSION, "piranha",
      "jakarta", List.of(21, 27), Set.of(), "", Set.of(Difference.NO_ACCESS_LOG), "");

  private static final Container TJWS = new Container("TJWS", "3.15.6.Final",
      "org.jboss.resteasy:tjws:jar", "tjws", "javax", List.of(11, 21),
      Set.of(), "", Set.of(Difference.NO_ACCESS_LOG), "");
  private static final List<String> STAGES =
      List.of("/whoami", "/filtered", "/wrapped?depth=3", "/async", "/async?dispatch", "/other-thread");
  private static final String[] LINES = {"X-Forwarded-For: 6.6.6.6, 203.0.113.7", "X-Forwarded-Proto: https",
      "X-Forwarded-Host: www.example.com", "HTTP_CLIENT_IP: 6.6.6.6", "X-Other: 6.6.6.7"};

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
      Connection.Response asSent = site.direct(Site.PROXY, "/whoami", LINES);
      assertEquals(List.of("http_client_ip 6.6.6.6", "x-forwarded-for 6.6.6.6, 203.0.113.7", "x-other 6.6.6.7"),
          ofClients(asSent));
      assertTrue(origin(asSent).startsWith("http localhost "), origin(asSent));
      assertFalse(site.direct("127.0.0.10", "/late/result?id=1").json().has("exception"));
      for (int i = 0; i < 500; i++) {
        assertSeen("198.18.0." + i % 250,
            site.direct("127.0.0.10", "/whoami", "X-Forwarded-For: 198.18.0." + i % 250));
      }
      site.assertQuiet();
    }
  }

  /** All that can be rewritten follows the same decision, in a container of each Servlet API. */
  @ParameterizedTest
  @MethodSource("containers")
  void schemeHostPortAndHeadersAreTheVerifiedOnes(Container container) throws Exception {
    Jdk jdk = Installed.jdk(21, container.name());
    try (Site site = Site.start(new Launch(container, jdk, RewriteIT.options(), false))) {
      String own = origin(site.direct("127.0.0.66", "/whoami"));
      assertTrue(own.matches("http (localhost|example.org) [0-9]+"), own); // Piranha does not read the header Host
      for (String path : container == TJWS ? List.of("/whoami") : STAGES) {
        Connection.Response response = site.direct(Site.PROXY, path, LINES);
        assertSeen("203.0.113.7", response);
        assertEquals(RewriteTests.SAID, origin(response), path);
        assertEquals(List.of("http_client_ip 203.0.113.7", "x-forwarded-for 203.0.113.7", "x-other 6.6.6.7"),
            ofClients(response), path);
        assertEquals("https://www.example.com" + path.replaceFirst("\\?.*", ""), url(response));
        Connection.Response forged = site.direct("127.0.0.66", path, LINES);
        assertSeen("127.0.0.66", forged);
        assertEquals(own, origin(forged), path);
        assertEquals(List.of("x-other 6.6.6.7"), ofClients(forged), path);
      }
      assertEquals(own.replace("http", "https"), origin(site.direct(Site.PROXY, "/whoami", LINES[0], LINES[1])));
      assertEquals(own, origin(site.direct(Site.PROXY, "/whoami", LINES[0], "X-Forwarded-Host: evil.example/a?@x",
          "X-Forwarded-Port: 65536", "X-Forwarded-Proto: javascript")));
      if (container == PIRANHA) {
        assertFalse(site.direct(Site.PROXY, "/forward", LINES).body().contains("6.6.6.6"));
        for (String name : List.of("X-Forwarded-For", "HTTP_CLIENT_IP")) {
          String path = "/idioms?names=" + name;
          IdiomTests.assertReads(name, "203.0.113.7", site.direct(Site.PROXY, path, LINES).json(), "proxied");
          IdiomTests.assertReads(name, null, site.direct("127.0.0.66", path, LINES).json(), "direct");
        }
      }
      assertTrue(site.direct(Site.PROXY, "/redirect?/target", LINES).headers().stream()
          .anyMatch(line -> line.matches("location: https://www\\.example\\.com(:443)?/target")));
      site.expect(FaultTests.LINE);
      whateverFailsNothingForgedIsRead(site, own);
      site.assertQuiet();
    }
  }

  private static List<Container> containers() {
    return List.of(PIRANHA, TJWS);
  }

  /** TJWS has one request object for all requests of a connection. */
  @Test
  void requestsOfOneObjectAreApart() throws Exception {
    try (Site site = Site.start(new Launch(TJWS, Installed.jdk(11, "TJWS"), RewriteIT.options(), false));
        Connection connection = site.connect(Site.PROXY)) {
      for (int i = 0; i < 30; i++) {
        Connection.Response said = connection.get("/whoami", LINES);
        assertSeen("203.0.113.7", said);
        assertEquals(RewriteTests.SAID, origin(said));
        Connection.Response other = connection.get("/whoami", "X-Forwarded-For: 6.6.6.6, 198.18.0." + i);
        assertSeen("198.18.0." + i, other);
        assertEquals(List.of("x-forwarded-for 198.18.0." + i), ofClients(other));
        assertTrue(origin(other).startsWith("http example.org "), origin(other));
        Connection.Response none = connection.get("/whoami");
        assertSeen(Site.PROXY, none);
        assertEquals(List.of(), ofClients(none));
      }
      site.assertQuiet();
    }
  }

  private static void whateverFailsNothingForgedIsRead(Site site, String own) throws Exception {
    for (String field : List.of("asking", "head", "client", "same", "origin", "watched", "verified",
        "verifiedNames")) {
      for (String kind : List.of("throw", "overflow", "wrong")) {
        if (field.equals("asking") && kind.equals("wrong")) {
          continue; // an array that is another's would be a right answer
        }
        Path mark = Files.createTempFile(site.server().base(), "fault", ".mark");
        try {
          site.direct("127.0.0.66", "/fault?field=" + field + "&kind=" + kind + "&while=" + mark);
          Connection.Response response = site.direct(Site.PROXY, "/whoami", LINES);
          assertEquals(200, response.status(), field);
          assertFalse(response.body().contains("6.6.6.6"), field + response.body());
          assertTrue(List.of(own, RewriteTests.SAID).contains(origin(response)), field + response.body());
          assertTrue(ofClients(response).contains("x-other 6.6.6.7"), field + response.body());
        } finally {
          Files.delete(mark);
          site.direct("127.0.0.66", "/fault?reset=true");
        }
        Connection.Response after = site.direct(Site.PROXY, "/whoami", LINES);
        assertEquals(RewriteTests.SAID, origin(after), "after " + field);
        assertEquals(3, ofClients(after).size(), "after " + field);
      }
    }
  }

  private static String origin(Connection.Response response) {
    return RewriteTests.origin(response);
  }

  private static List<String> ofClients(Connection.Response response) {
    return HeadersTests.ofClients(response.json()).stream()
        .filter(line -> !line.matches("x-forwarded-(proto|host|port) .*")).toList();
  }

  private static String url(Connection.Response response) {
    return response.json().get("requestUrl").getAsString();
  }

  private static void assertSeen(String address, Connection.Response response) {
    assertEquals(200, response.status());
    assertEquals(address, response.address());
    assertEquals(address, response.json().get("remoteHost").getAsString());
  }
}
