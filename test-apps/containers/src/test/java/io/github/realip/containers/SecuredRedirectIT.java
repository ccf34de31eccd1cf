package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jetty's own handler that redirects all that is not secure leads to the port of the client's origin. */
class SecuredRedirectIT {

  static List<String> versions() {
    return Selection.OF_THIS_RUN.isAll() ? List.of("9.4.", "10.", "11.", "12.0.", "12.1.") : List.of("9.4.", "12.0.");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theClientsPortIsThatOfTls(String version) throws Exception {
    Container picked = Picked.container("jetty", version);
    Container container = picked.withOption((picked.option() + " " + Launcher.SECURED).strip());
    List<String> options = new ArrayList<>(Site.agent(Site.PROXY));
    options.addAll(List.of("-Drealip.rewrite=proto,host", "-Drealip.allowed-hosts=www.example.com"));
    int java = container.javas().get(0);
    try (Site site = Site.start(new Launch(container, Installed.jdk(java, version), options, false))) {
      String host = "X-Forwarded-Host: www.example.com";
      assertEquals("https://www.example.com/whoami?a=b", location(site, Site.PROXY, "X-Forwarded-Proto: http", host));
      assertEquals("https://example.org:8443/whoami?a=b", location(site, Site.PROXY));
      assertEquals("https://example.org:8443/whoami?a=b",
          location(site, "127.0.0.66", "X-Forwarded-Proto: https", host));
      assertEquals("203.0.113.7", site.direct(Site.PROXY, "/whoami", "X-Forwarded-For: 203.0.113.7",
          "X-Forwarded-Proto: https").address());
      site.assertQuiet();
    }
  }

  private static String location(Site site, String peer, String... lines) throws Exception {
    Connection.Response response = site.direct(peer, "/whoami?a=b", lines);
    return response.headers().stream().filter(line -> line.startsWith("location: ")).findFirst()
        .orElseThrow(() -> new AssertionError(response)).substring("location: ".length());
  }
}
