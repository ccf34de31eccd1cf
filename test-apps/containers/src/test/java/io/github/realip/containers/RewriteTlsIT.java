package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
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
        .findFirst().orElseThrow().withOption("tls");
    List<String> options = new ArrayList<>(Site.agent("127.0.0.10"));
    options.addAll(List.of("-Drealip.rewrite=proto,host", "-Drealip.allowed-hosts=www.example.com"));
    try (Site site = Site.start(new Launch(cell.container(), Installed.jdk(cell.java(), "TLS"), options, false))) {
      int port = Integer.parseInt(Files.readString(site.server().base().resolve(JettyLauncher.TLS_PORT)));
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
    SSLContext everybody = SSLContext.getInstance("TLS");
    everybody.init(null, new TrustManager[] {new Everybody()}, new SecureRandom());
    try (Socket plain = new Socket()) {
      plain.bind(new InetSocketAddress(InetAddress.getByName(peer), 0));
      plain.connect(new InetSocketAddress("127.0.0.1", port));
      SSLSocket tls = (SSLSocket) everybody.getSocketFactory().createSocket(plain, "localhost", port, true);
      tls.setSoTimeout(30_000);
      String request = "GET /whoami HTTP/1.1\r\nHost: localhost:" + port + "\r\nX-Forwarded-For: 203.0.113.7\r\n"
          + String.join("\r\n", lines) + (lines.length == 0 ? "" : "\r\n") + "Connection: close\r\n\r\n";
      tls.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String response = new String(tls.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals("HTTP/1.1 200", response.substring(0, 12), response);
      JsonObject seen = JsonParser.parseString(
          response.substring(response.indexOf('{'), response.lastIndexOf('}') + 1)).getAsJsonObject();
      return seen.get("scheme").getAsString() + ' ' + seen.get("secure").getAsBoolean() + ' '
          + seen.get("serverName").getAsString() + ' ' + seen.get("serverPort").getAsInt();
    }
  }

  /** Any certificate is right here. */
  private static final class Everybody implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
