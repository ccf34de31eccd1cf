package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Filters that put a request of their own around the container's, as Tomcat's {@code RemoteIpFilter} and Spring's
 * {@code ForwardedHeaderFilter} do, and believe anybody: with {@code realip.rewrite} they do nothing.
 */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("cells")
class FiltersStepAsideIT extends EachCell {

  static Stream<Cell> cells() {
    return Cell.otherForwarding().filter(cell -> !cell.container().hasOption("kubernetes"));
  }

  @Override
  Site start(Cell cell) throws Exception {
    return cell.start(RewriteIT.options(), true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/whoami", "/filtered", "/forward", "/async?dispatch"})
  void whatTheVerifiedHopSaysIsTheAnswer(String path) throws Exception {
    assertEquals("203.0.113.7 https true www.example.com 443", seen(Site.PROXY, path, RewriteTests.SAYS));
    assertEquals("127.0.0.66 http false example.org 80", seen("127.0.0.66", path, RewriteTests.SAYS));
    assertEquals("203.0.113.7 http false example.org 80", seen(Site.PROXY, path, "X-Forwarded-For: 203.0.113.7",
        "X-Forwarded-Host: evil.example", "X-Forwarded-Port: 0", "Forwarded: host=evil.example;proto=https"));
  }

  private String seen(String peer, String path, String... lines) throws Exception {
    JsonObject seen = site.direct(peer, path, lines).json();
    return seen.get("remoteAddr").getAsString() + ' ' + seen.get("scheme").getAsString() + ' '
        + seen.get("secure").getAsBoolean() + ' ' + seen.get("serverName").getAsString() + ' '
        + seen.get("serverPort").getAsInt();
  }

  @Test
  void transportSecurityIsSaidToTheClientOfTls() throws Exception {
    if (!cell.container().launcher().equals("tomcat")) {
      return;
    }
    assertEquals(1, strict(site.direct(Site.PROXY, "/whoami", RewriteTests.SAYS)));
    assertEquals(0, strict(site.direct("127.0.0.66", "/whoami", RewriteTests.SAYS)));
    assertEquals(0, strict(site.direct(Site.PROXY, "/whoami", "X-Forwarded-Proto: http")));
  }

  private static long strict(Connection.Response response) {
    return response.headers().stream().filter(line -> line.startsWith("strict-transport-security:")).count();
  }

  @Test
  void theAccessLogHasTheClientsNameAndPort() throws Exception {
    if (!cell.container().launcher().equals("tomcat")) {
      return;
    }
    site.direct(Site.PROXY, "/whoami?log=proxied", RewriteTests.SAYS);
    site.direct("127.0.0.66", "/whoami?log=stranger", RewriteTests.SAYS);
    assertEquals("203.0.113.7 www.example.com 443 GET", start(site.server().accessLogLine("log=proxied")));
    assertEquals("127.0.0.66 example.org 80 GET", start(site.server().accessLogLine("log=stranger")));
  }

  private static String start(String line) {
    return line.substring(0, line.indexOf(" /"));
  }
}
