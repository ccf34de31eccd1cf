package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * TLS between the proxy and the server, which on Jetty 12 compares the certificate with the name of the host and has a
 * request of its own for it: what counts is still what the client asked the proxy.
 */
class RewriteTlsIT {

  static Stream<String> containers() {
    boolean jetty = Cell.selected().stream().anyMatch(cell -> cell.container().launcher().equals("jetty"));
    return jetty ? Stream.of("Jetty 12.0.31 ee10", "Jetty 12.1.12 ee9") : Stream.empty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("containers")
  void theClientsSchemeAndHostCountAndTheCertificateIsForTheProxys(String container) throws Exception {
    Cell cell = Cell.all().stream().filter(each -> each.container().toString().startsWith(container))
        .findFirst().orElseThrow().withOption(Launcher.TLS);
    List<String> options = new ArrayList<>(Site.agent("127.0.0.10"));
    options.addAll(List.of("-Drealip.rewrite=proto,host", "-Drealip.allowed-hosts=www.example.com"));
    try (Site site = Site.start(new Launch(cell.container(), Installed.jdk(cell.java(), "TLS"), options, false))) {
      int port = Integer.parseInt(Files.readString(site.server().base().resolve(Launcher.TLS_PORT)));
      String host = "X-Forwarded-Host: www.example.com";
      assertEquals("https true localhost " + port, seen("127.0.0.66", port, "X-Forwarded-Proto: http", host));
      assertEquals("https true localhost " + port, seen("127.0.0.10", port));
      assertEquals("https true www.example.com 443", seen("127.0.0.10", port, "X-Forwarded-Proto: https", host));
      assertEquals("http false www.example.com 80", seen("127.0.0.10", port, "X-Forwarded-Proto: http", host));
      assertEquals("http false localhost " + port, seen("127.0.0.10", port, "X-Forwarded-Proto: http"));
      site.assertQuiet();
    }
  }

  private static String seen(String peer, int port, String... lines) throws Exception {
    List<String> request = new ArrayList<>(List.of("X-Forwarded-For: 203.0.113.7"));
    request.addAll(List.of(lines));
    JsonObject seen = TlsClient.whoami(peer, new InetSocketAddress("127.0.0.1", port), "localhost:" + port,
        request.toArray(new String[0]));
    return seen.get("scheme").getAsString() + ' ' + seen.get("secure").getAsBoolean() + ' '
        + seen.get("serverName").getAsString() + ' ' + seen.get("serverPort").getAsInt();
  }
}
