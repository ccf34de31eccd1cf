package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What redirects all that is not secure leads to the port of the client's origin: Jetty's own handler, and Liberty's
 * security, which only a server with TLS of its own has. {@link RewriteIT} has the constraints of all others.
 */
class SecuredRedirectIT {

  static List<String> versions() {
    return Selection.OF_THIS_RUN.isAll() ? List.of("9.4.", "10.", "11.", "12.0.", "12.1.") : List.of("9.4.", "12.0.");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theClientsPortIsThatOfTls(String version) throws Exception {
    Container picked = Picked.container("jetty", version);
    Container container = picked.plusOption(Launcher.SECURED);
    List<String> options = new ArrayList<>(Site.agent(Site.PROXY));
    options.addAll(List.of("-Drealip.rewrite=proto,host", "-Drealip.allowed-hosts=www.example.com"));
    int java = container.javas().get(0);
    try (Site site = Site.start(new Launch(container, Installed.jdk(java, version), options, false))) {
      leadsToTheClient(site, "/whoami?a=b", "8443");
      assertEquals("203.0.113.7", site.direct(Site.PROXY, "/whoami", "X-Forwarded-For: 203.0.113.7",
          "X-Forwarded-Proto: https").address());
      site.assertQuiet();
    }
  }

  static List<String> features() {
    List<String> all = List.of("javax servlet-4.0 appSecurity-3.0", "jakarta servlet-6.0 appSecurity-5.0");
    return Selection.OF_THIS_RUN.isAll() ? all : all.subList(1, 2);
  }

  @ParameterizedTest
  @MethodSource("features")
  void aConstraintOfLibertyLeadsToIt(String features) throws Exception {
    String api = features.replaceFirst(" .*", "");
    Container container = Matrix.containers().stream()
        .filter(each -> each.launcher().equals("liberty") && each.api().equals(api)).findFirst().orElseThrow()
        .withOption(features.substring(api.length() + 1) + " transportSecurity-1.0 " + Launcher.TLS);
    List<String> options = new ArrayList<>(Site.agent(Site.PROXY));
    options.addAll(List.of("-Drealip.rewrite=proto,host", "-Drealip.allowed-hosts=www.example.com"));
    int java = container.javas().get(0);
    try (Site site = Site.start(new Launch(container, Installed.jdk(java, "Liberty"), options, false))) {
      leadsToTheClient(site, "/confidential?a=b", "443"); // as the host that was asked has no port
      assertEquals(200, site.direct(Site.PROXY, "/confidential", "X-Forwarded-Proto: https").status());
      site.assertQuiet();
    }
  }

  private static void leadsToTheClient(Site site, String path, String ownPort) throws Exception {
    String host = "X-Forwarded-Host: www.example.com";
    assertEquals("https://www.example.com" + path, location(site, Site.PROXY, path, "X-Forwarded-Proto: http", host));
    assertEquals("https://example.org:" + ownPort + path, location(site, Site.PROXY, path));
    assertEquals("https://example.org:" + ownPort + path,
        location(site, "127.0.0.66", path, "X-Forwarded-Proto: https", host));
  }

  private static String location(Site site, String peer, String path, String... lines) throws Exception {
    Connection.Response response = site.direct(peer, path, lines);
    return response.headers().stream().filter(line -> line.startsWith("location: ")).findFirst()
        .orElseThrow(() -> new AssertionError(response)).substring("location: ".length());
  }
}
