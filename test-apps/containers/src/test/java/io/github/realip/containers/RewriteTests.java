package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scheme, host and port as the client made the request, in all that an application and its container make of them.
 */
interface RewriteTests extends OneCell {
  /** What the container answers itself. */
  String OWN = "http example.org 80";
  /** What a proxy in front says in most cases here. */
  String[] SAYS = {"X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https", "X-Forwarded-Host: www.example.com"};
  /** What the answer is then. */
  String SAID = "https www.example.com 443";

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      # peer | X-Forwarded-For | other lines | answer
      127.0.0.66 | 203.0.113.7 | Proto: https ~ Host: www.example.com ~ Port: 8443 | http example.org 80
      127.0.0.10 | 203.0.113.7 | Proto: HTTPS | https example.org 443
      127.0.0.10 | 203.0.113.7 | Proto: wss | https example.org 443
      127.0.0.10 | 203.0.113.7 | Proto: https;x | http example.org 80
      127.0.0.10 | 203.0.113.7 | Proto: http, https | https example.org 443
      127.0.0.10 | 203.0.113.7 | Proto: https, http | http example.org 80
      127.0.0.10 | 198.51.100.1, 203.0.113.7, 127.0.0.11 | Proto: http, https, http | https example.org 443
      127.0.0.10 | 203.0.113.7 | Proto: http ~ Proto: https | https example.org 443
      127.0.0.10 | | Proto: https | https example.org 443
      127.0.0.10 | 203.0.113.7 | Ssl: On | https example.org 443
      127.0.0.10 | 203.0.113.7 | Proto: junk ~ Ssl: On | http example.org 80
      127.0.0.10 | 203.0.113.7 | Proto: https ~ Host: WWW.Example.COM. | https www.example.com 443
      127.0.0.10 | 203.0.113.7 | Proto: https ~ Host: www.example.com:8443 | https www.example.com 8443
      127.0.0.10 | 203.0.113.7 | Proto: https ~ Host: www.example.com ~ Port: 80 | https www.example.com 443
      127.0.0.10 | 203.0.113.7 | Host: www.example.com ~ Port: 8081 | http www.example.com 8081
      127.0.0.10 | 203.0.113.7 | Host: [2001:DB8:0::1]:8443 | http [2001:db8::1] 8443
      127.0.0.10 | 203.0.113.7 | Host: evil.example/path?@x | http example.org 80
      127.0.0.10 | 203.0.113.7 | Host: evil.example | http example.org 80
      127.0.0.10 | 203.0.113.7 | Proto: https ~ Port: 8443 | https example.org 8443
      127.0.0.10 | 203.0.113.7 | Port: 65536 | http example.org 80
      127.0.0.10 | | Forwarded: for=203.0.113.7;proto=https;host=www.example.com | https www.example.com 443
      127.0.0.10 | | Forwarded: for=6.6.6.6;host=a.example.com, for=203.0.113.7;proto=https | https example.org 443
      127.0.0.10 | | Forwarded: for=203.0.113.7;host="www.example.com:8443" ~ Proto: https | http www.example.com 8443
      127.0.0.10 | 203.0.113.7 | Forwarded: for=1.2.3.4;proto=https;host=www.example.com | http example.org 80
      """)
  default void whatTheVerifiedHopSaysIsTheAnswer(String peer, String forwardedFor, String others, String answer)
      throws Exception {
    List<String> lines = new ArrayList<>();
    if (forwardedFor != null) {
      lines.add("X-Forwarded-For: " + forwardedFor);
    }
    Arrays.stream(others.split(" ~ "))
        .forEach(each -> lines.add(each.startsWith("Forwarded") ? each : "X-Forwarded-" + each));
    assertEquals(answer, origin(site().direct(peer, "/whoami", lines.toArray(new String[0]))));
  }

  @ParameterizedTest
  @EnumSource(ReverseProxy.Kind.class)
  default void aForgedHostIsNotBelieved(ReverseProxy.Kind proxy) throws Exception {
    assertEquals("https example.org 443", origin(site().through(proxy, "203.0.113.7", "/whoami",
        "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.example", "Forwarded: host=evil.example;proto=http")));
    assertEquals(OWN, origin(site().through(proxy, "203.0.113.7", "/whoami", "X-Forwarded-Host: evil.example")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/whoami", "/filtered", "/wrapped?depth=3", "/async", "/async?dispatch", "/forward",
      "/include", "/other-thread"})
  default void everyStageOfARequestSeesTheSame(String path) throws Exception {
    assertEquals(SAID, origin(site().direct(Site.PROXY, path, SAYS)));
  }

  @Test
  default void theUrlIsTheClients() throws Exception {
    String url = site().direct(Site.PROXY, "/whoami", SAYS).json().get("requestUrl").getAsString();
    assertEquals("https://www.example.com/whoami", url);
  }

  @Test
  default void springsUrlIsTheClients() throws Exception {
    if (!cell().container().launcher().equals("boot")) {
      return;
    }
    String path = "/spring/url";
    assertEquals("https://www.example.com" + path,
        site().direct(Site.PROXY, path, SAYS[0], SAYS[1], SAYS[2], "X-Forwarded-Prefix: /evil").body());
    assertEquals("http://example.org" + path,
        site().direct("127.0.0.66", path, SAYS[0], SAYS[1], SAYS[2], "X-Forwarded-Prefix: /evil").body());
    assertEquals("http://example.org" + path, site().direct(Site.PROXY, path, SAYS[0], "X-Forwarded-Host: a/b?@c",
        "X-Forwarded-Port: x", "Forwarded: host=evil.example").body());
  }

  @Test
  default void aPortOfTheRequestStays() throws Exception {
    try (Connection connection = site().connect(Site.PROXY)) {
      connection.send("GET /whoami HTTP/1.1\r\nHost: example.org:8443\r\nX-Forwarded-Proto: https\r\n\r\n");
      assertEquals("https example.org 8443", origin(connection.read()));
      if (cell().container().launcher().equals("quarkus")) {
        return; // answers 500 to a request target with a host, with the agent or without
      }
      connection.send("GET http://example.org:81/whoami HTTP/1.1\r\nHost: example.org:81\r\n" + SAYS[1] + "\r\n"
          + SAYS[2] + "\r\n\r\n");
      assertEquals(SAID, origin(connection.read()));
    }
  }

  @Test
  default void requestsOfOneConnectionAreApart() throws Exception {
    try (Connection connection = site().connect(Site.PROXY)) {
      for (int i = 0; i < 50; i++) {
        assertEquals(SAID, origin(connection.get("/whoami", SAYS)));
        assertEquals(OWN, origin(connection.get("/whoami")));
        assertEquals(OWN, origin(connection.get("/whoami", SAYS[0])));
      }
    }
  }

  @Test
  default void requestsOfHttp2AreApart() throws Exception {
    if (cell().differs(Difference.NO_HTTP2)) {
      return;
    }
    String[] lowerCase = Arrays.stream(SAYS).map(line -> line.replace("X-F", "x-f").replace("-F", "-f")
        .replace("-P", "-p").replace("-H", "-h")).toArray(String[]::new);
    try (Http2Connection connection = Http2Connection.from(Site.PROXY, site().server().address());
        Http2Connection other = Http2Connection.from("127.0.0.66", site().server().address())) {
      connection.get(1, "/whoami", lowerCase).get(3, "/whoami").get(5, "/async", lowerCase).send();
      other.get(1, "/whoami", lowerCase).send();
      String own = origin(connection.read(3));
      assertTrue(own.startsWith("http ") && !own.contains("www"), own);
      assertEquals(SAID, origin(connection.read(1)));
      assertEquals(SAID, origin(connection.read(5)));
      assertEquals(own, origin(other.read(1)));
    }
  }

  @Test
  default void theHandshakeOfAWebSocketIsTheClients() throws Exception {
    if (cell().differs(Difference.NO_WEBSOCKET)) {
      return;
    }
    String uri = header(site().direct(Site.PROXY, "/websocket", SAYS[0], SAYS[1], SAYS[2], "Connection: Upgrade",
        "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
        "x-whoami-uri: ");
    assertTrue(uri.matches("((wss|https)://www\\.example\\.com)?/websocket"), uri); // Undertow gives a path
  }

  @ParameterizedTest
  @ValueSource(strings = {"/target", "target", "https://elsewhere.example/x"})
  default void aRedirectLeadsToTheClientsOrigin(String to) throws Exception {
    String absolute = to.startsWith("https:") ? to : "https://www.example.com/target";
    String location = location(site().direct(Site.PROXY, "/redirect?" + to, SAYS));
    assertTrue(List.of(absolute, "/target", "target").contains(location), location);
    location = location(site().direct("127.0.0.66", "/redirect?" + to, SAYS));
    assertTrue(to.equals(location) || List.of("http://example.org/target", "/target").contains(location), location);
  }

  @Test
  default void theSessionsCookieIsSecure() throws Exception {
    boolean secure = !cell().differs(Difference.SESSION_NEVER_SECURE);
    assertEquals(secure, cookie(site().direct(Site.PROXY, "/redirect?/", SAYS)).contains("secure"));
    assertEquals(false, cookie(site().direct("127.0.0.66", "/redirect?/", SAYS)).contains("secure"));
  }

  @Test
  default void aConstraintIsKeptBehindTls() throws Exception {
    Connection.Response own = site().direct("127.0.0.66", "/confidential", SAYS);
    assertEquals(200, site().direct(Site.PROXY, "/confidential", SAYS).status());
    if (own.status() == 302) { // not everywhere it is kept, or knows where to redirect to
      assertTrue(location(own).startsWith("https://example.org"), location(own));
      String plain = location(site().direct(Site.PROXY, "/confidential", SAYS[0], "X-Forwarded-Proto: http", SAYS[2]));
      assertEquals("https://www.example.com/confidential", plain);
    }
  }

  @Test
  default void theContextsRootIsTheClients() throws Exception {
    Connection.Response response = site().direct(Site.PROXY, "/context", SAYS);
    if (response.status() == 302) { // only some servers here have another context
      assertEquals("https://www.example.com/context/", location(response));
      assertEquals("http://example.org/context/", location(site().direct("127.0.0.66", "/context", SAYS)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"throw", "overflow", "wrong"})
  default void aFaultLeavesAllToTheContainer(String kind) throws Exception {
    site().expect(FaultTests.LINE);
    for (String field : List.of("origin", "client", "head")) {
      Path mark = Files.createTempFile(site().server().base(), "fault", ".mark");
      try {
        site().direct("127.0.0.66", "/fault?field=" + field + "&kind=" + kind + "&while=" + mark);
        for (String path : List.of("/whoami", "/forward", "/async")) {
          assertEquals(OWN, origin(site().direct(Site.PROXY, path, SAYS)), field);
        }
      } finally {
        Files.delete(mark);
        site().direct("127.0.0.66", "/fault?reset=true");
      }
      assertEquals(SAID, origin(site().direct(Site.PROXY, "/whoami", SAYS)), "after " + field);
    }
  }

  static String origin(Connection.Response response) {
    assertEquals(200, response.status());
    JsonObject seen = response.json();
    String scheme = seen.get("scheme").getAsString();
    assertEquals(scheme.equals("https"), seen.get("secure").getAsBoolean(), seen::toString);
    String name = seen.get("serverName").getAsString(); // some write an IPv6 address without brackets
    return scheme + ' ' + (name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name) + ' '
        + seen.get("serverPort").getAsInt();
  }

  private static String location(Connection.Response response) {
    return header(response, "location: ");
  }

  private static String cookie(Connection.Response response) {
    return header(response, "set-cookie: ");
  }

  private static String header(Connection.Response response, String name) {
    return response.headers().stream().filter(line -> line.startsWith(name)).findFirst()
        .orElseThrow(() -> new AssertionError(name + response)).substring(name.length());
  }
}
