package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The PROXY protocol in front of HTTP and of TLS, and on Tomcat's other connector. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("cells")
class ProxyProtocolTlsIT extends EachCell implements ProxyProtocolTests {
  /**
   * The agent's frames below a server that reads asynchronously: they are in the server's own trace of a bad request,
   * if the bytes came late enough.
   */
  private static final Pattern READ_FOR_THE_SERVER =
      Pattern.compile("^\\s+at io\\.github\\.realip\\.connection\\.SentAsynchronousChannel\\b");

  static List<Cell> cells() {
    List<Cell> tomcats = Cell.samplesOf("^Tomcat [^7]");
    List<Cell> cells = new ArrayList<>(tomcats);
    cells.addAll(Cell.samplesOf("^(Undertow|Jetty)"));
    cells.replaceAll(cell -> cell.withOption(Launcher.TLS));
    // the connector that nearly nobody uses, on one of them
    tomcats.stream().limit(1).map(cell -> cell.withOption(Launcher.TLS + " nio2")).forEach(cells::add);
    return cells;
  }

  @Override
  Site start(Cell cell) throws Exception {
    Site site = cell.start(ProxyProtocolTests.options(), false);
    if (site != null) { // this machine has its Java
      site.expect(READ_FOR_THE_SERVER);
    }
    return site;
  }

  @Test
  void theHeaderStandsInFrontOfTls() throws Exception {
    for (byte[] header : List.of(VERSION_1, VERSION_2)) {
      try (Sender sender = connect(SENDER)) {
        assertEquals(SOURCE, seen(sender.send(header)));
      }
      try (Sender sender = connect(SENDER)) {
        assertEquals(SOURCE, seen(sender.sendSlowly(header)));
      }
    }
    try (Sender sender = connect(SENDER)) {
      assertEquals(SENDER, seen(sender.send(Sender.line("UNKNOWN"))).split(" ")[0]);
    }
    try (Sender sender = connect(STRANGER)) {
      assertEquals(STRANGER + " " + sender.port(), seen(sender));
    }
  }

  @Test
  void theHeaderStandsInFrontOfTlsWithHttp2() throws Exception {
    assumeFalse(cell.container().name().equals("Jetty") || cell.java() == 8 && cell.toString().startsWith("Undertow"),
        "it has no HTTP/2 with TLS here");
    try (Sender sender = connect(SENDER)) {
      SSLSocket tls = TlsClient.over(sender.send(VERSION_2).socket(), "localhost", "h2");
      Http2Connection connection = Http2Connection.over(tls);
      connection.get(1, "/whoami").get(3, "/whoami").send();
      assertEquals(SOURCE, Sender.seen(connection.read(1).json()));
      assertEquals(SOURCE, Sender.seen(connection.read(3).json()));
    }
  }

  /** TLS is passed through: nobody between the client and the container can read it, let alone add a line to it. */
  @Test
  void haProxyPassesTlsThroughToIt() throws Exception {
    Installed.proxy(ReverseProxy.Kind.HAPROXY);
    for (String words : List.of("send-proxy", "send-proxy-v2 check check-ssl verify none inter 100ms")) {
      try (ReverseProxy balancer = TcpLoadBalancer.start(
              ReverseProxy.Setup.proxyProtocol(SENDER, new InetSocketAddress("127.0.0.1", tlsPort())), "", words);
          Sender client = new Sender("127.0.0.1", balancer.address())) {
        client.send(Sender.line("TCP4 203.0.113.7 127.0.0.1 40000 443"));
        assertEquals(SOURCE, seen(client), words);
      }
    }
  }

  @Test
  void anyOtherBeginningHasNoTls() throws Exception {
    site().expect(LINES);
    for (byte[] header : List.of(new byte[0], Sender.line("TCP4"), Sender.binary("2211000c" + TCP4))) {
      try (Sender sender = connect(SENDER)) {
        assertEquals(Sender.CLOSED, seen(sender.send(header)));
      }
    }
    try (Sender sender = connect(STRANGER)) {
      assertEquals(Sender.CLOSED, seen(sender.send(VERSION_1)));
    }
    try (Sender sender = connect(SENDER)) { // in clear, at the port for TLS
      assertNotEquals(SOURCE, sender.send(VERSION_1, Sender.request()).seen());
    }
  }

  /** The container gives such a file to the system to send. */
  @Test
  void aLargeFileIsWholeBehindTheHeader() throws Exception {
    assumeTrue(cell.container().name().equals("Tomcat"), "it has no files here");
    byte[] content = new byte[3_000_000];
    new Random(1).nextBytes(content);
    Files.write(site.server().base().resolve("context/large.bin"), content);
    try (Sender sender = new Sender(SENDER, site.server().address())) {
      sender.send(VERSION_2, ("GET /context/large.bin HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII));
      byte[] response = sender.socket().getInputStream().readAllBytes();
      byte[] body = new byte[content.length];
      System.arraycopy(response, response.length - body.length, body, 0, body.length);
      assertArrayEquals(content, body);
    }
  }

  private Sender connect(String from) throws IOException {
    return new Sender(from, new InetSocketAddress("127.0.0.1", tlsPort()));
  }

  private int tlsPort() throws IOException {
    return Integer.parseInt(Files.readString(site.server().base().resolve(Launcher.TLS_PORT)));
  }

  private static String seen(Sender sender) throws Exception {
    Socket tls = TlsClient.over(sender.socket(), "localhost", "http/1.1");
    try {
      tls.getOutputStream().write(Sender.request());
      return Sender.seen(tls.getInputStream());
    } catch (SSLException | SocketException noTls) {
      return Sender.CLOSED;
    }
  }
}
