package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The PROXY protocol in front of what a client sends: {@value #SENDER} is listed, and {@value #FORWARDER}, which is
 * trusted, is a source.
 */
interface ProxyProtocolTests extends OneCell {
  String SENDER = "127.0.0.10";
  String FORWARDER = "127.0.0.20";
  String STRANGER = "127.0.0.66";
  String TCP4 = "cb007107 7f000001 9c40 0050";
  byte[] VERSION_1 = Sender.line("TCP4 203.0.113.7 127.0.0.1 40000 80");
  byte[] VERSION_2 = Sender.binary("2111000c" + TCP4);
  String SOURCE = "203.0.113.7 40000";
  String REFUSED = "status 400";
  /** What the agent says of connections that it closes. */
  Pattern LINES = Pattern.compile("realip-agent: warning: 127\\.0\\.0\\.10 (is in realip\\.proxy-protocol|sent a"
      + " malformed header)");

  /** The options that have the protocol read. */
  static List<String> options() {
    List<String> options = new ArrayList<>(Site.agent(FORWARDER));
    options.add("-Drealip.proxy-protocol=" + SENDER);
    options.add("-Drealip.log=warn");
    return options;
  }

  @Test
  default void theSourceThatTheHeaderNamesIsThePeer() throws Exception {
    Map<String, byte[]> headers = new LinkedHashMap<>();
    headers.put("version 1", VERSION_1);
    headers.put("version 2", VERSION_2);
    headers.put("values 500", Sender.binary("21110203" + TCP4 + "ea01f4" + "00".repeat(500)));
    headers.put("values 4000", Sender.binary("21110faf" + TCP4 + "ea0fa0" + "00".repeat(4000)));
    headers.forEach((name, header) -> assertSeen(SOURCE, SENDER, name, header, Sender.request()));
    assertSeen("2001:db8::7 40000", SENDER, "IPv6", Sender.line("TCP6 2001:db8::7 ::1 40000 80"), Sender.request());
  }

  @Test
  default void whereItNamesNobodyTheSenderIsThePeer() {
    for (byte[] header : List.of(Sender.line("UNKNOWN"), Sender.line("UNKNOWN what ever it is"),
        Sender.binary("20000000"), Sender.binary("2011000c" + TCP4), Sender.binary("21000000"),
        Sender.binary("2112000c" + TCP4), Sender.binary("213100d8" + "2f61".repeat(108)))) {
      assertSeen(SENDER, SENDER, "names nobody", header, Sender.request());
    }
  }

  @Test
  default void whatIsMalformedOrMissingEndsTheConnection() throws Exception {
    site().expect(LINES);
    for (byte[] header : List.of(Sender.line("TCP4 203.0.113.7 127.0.0.1 40000"),
        "PROXY TCP4 203.0.113.7 127.0.0.1 40000 80\n".getBytes(), Sender.line("TCP4 203.0.113.07 127.0.0.1 40000 80"),
        Sender.line("TCP4 ::1 ::1 40000 80"), Sender.line("TCP4 " + "x".repeat(100)), Sender.binary("21110008" + TCP4),
        Sender.binary("2211000c" + TCP4), Sender.binary("3111000c" + TCP4), Sender.binary("2111ffff" + TCP4),
        Sender.binary("21110010" + TCP4 + "04ffff00"), Sender.binary("21110013" + TCP4 + "03000400000000"))) {
      assertSeen(Sender.CLOSED, SENDER, "malformed", header, Sender.request());
    }
    assertSeen(Sender.CLOSED, SENDER, "missing", Sender.request());
    assertSeen(Sender.CLOSED, SENDER, "like one at first", "\r\n\r\n".getBytes(), Sender.request());
    List<String> said = site().server().process().output().lines().filter(line -> LINES.matcher(line).find()).toList();
    assertTrue(said.stream().anyMatch(line -> line.contains("began without a header")), said::toString);
    assertTrue(said.stream().anyMatch(line -> line.contains("malformed header")), said::toString);
    assertTrue(said.size() <= 4, "a line of each kind a minute: " + said);
  }

  @Test
  default void nobodyElseIsReadAndNoHeaderIsReadTwice() throws Exception {
    for (byte[] header : List.of(VERSION_1, VERSION_2)) {
      assertRefused(STRANGER, "not listed", header, Sender.request());
      assertRefused(FORWARDER, "trusted, but not listed", header, Sender.request());
      assertRefused(SENDER, "twice", header, header, Sender.request());
    }
    assertSeen(STRANGER, STRANGER, "no header", Sender.request());
    assertSeen(FORWARDER, FORWARDER, "no header", Sender.request());
    try (Connection connection = Connection.from(SENDER, site().server().address())) {
      connection.send(new String(VERSION_1, StandardCharsets.ISO_8859_1));
      assertEquals(SOURCE, Sender.seen(connection.get("/whoami").json()));
      connection.send("PROXY TCP4 6.6.6.6 127.0.0.1 40000 80\r\n" + new String(Sender.request(),
          StandardCharsets.ISO_8859_1));
      Connection.Response next = connection.read();
      assertTrue(next.status() != 200 || Sender.seen(next.json()).equals(SOURCE), next::toString);
    }
  }

  /** Whatever stands in front of it: what a trusted proxy that is a source says of its client counts, and no other. */
  @Test
  default void theSourceIsJudgedAsAnyPeer() {
    byte[] lines = Sender.request("X-Forwarded-For: 6.6.6.6, 203.0.113.9");
    assertSeen("203.0.113.9 ", SENDER, "trusted", Sender.line("TCP4 127.0.0.20 127.0.0.1 1 1"), lines);
    assertSeen("127.0.0.21 ", SENDER, "not trusted", Sender.line("TCP4 127.0.0.21 127.0.0.1 1 1"), lines);
    assertSeen(SENDER, SENDER, "the sender is not trusted", Sender.line("UNKNOWN"), lines);
  }

  @Test
  default void itDoesNotMatterInWhichPiecesItComes() throws Exception {
    for (byte[] header : List.of(VERSION_1, VERSION_2)) {
      try (Sender sender = connect(SENDER)) {
        assertEquals(SOURCE, sender.sendSlowly(header).send(Sender.request()).seen());
      }
      try (Sender sender = connect(SENDER)) {
        sender.send(Arrays.copyOf(header, 20));
        Thread.sleep(100);
        sender.send(Arrays.copyOfRange(header, 20, header.length));
        Thread.sleep(100);
        assertEquals(SOURCE, sender.send(Sender.request()).seen());
      }
      try (Sender sender = connect(SENDER)) {
        sender.send(header, Arrays.copyOf(Sender.request(), 5));
        Thread.sleep(100);
        byte[] request = Sender.request();
        assertEquals(SOURCE, sender.send(Arrays.copyOfRange(request, 5, request.length)).seen());
      }
    }
  }

  @Test
  default void theClientIsTheSameForTheWholeConnection() throws Exception {
    try (Connection connection = Connection.from(SENDER, site().server().address())) {
      connection.send(new String(VERSION_1, StandardCharsets.ISO_8859_1));
      for (int i = 0; i < 3; i++) {
        assertEquals(SOURCE, Sender.seen(connection.get("/whoami").json()));
      }
    }
    String body = "x".repeat(20_000);
    byte[] post = ("POST /whoami HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + body.length()
        + "\r\n\r\n" + body).getBytes();
    assertSeen(SOURCE, SENDER, "a body", VERSION_2, post);
    if (!cell().differs(Difference.NO_HTTP2)) {
      try (Sender sender = connect(SENDER)) {
        Http2Connection connection = Http2Connection.over(sender.send(VERSION_2).socket());
        connection.get(1, "/whoami").get(3, "/whoami").send();
        assertEquals(SOURCE, Sender.seen(connection.read(1).json()));
        assertEquals(SOURCE, Sender.seen(connection.read(3).json()));
      }
    }
  }

  /** One connection's client is never another's, whatever became of the connections before it. */
  @Test
  default void noConnectionGetsTheClientOfAnother() throws Exception {
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<List<String>>> wrong = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      wrong.add(pool.submit((Callable<List<String>>) () -> wrongOf(number)));
    }
    pool.shutdown();
    List<String> all = new ArrayList<>();
    for (Future<List<String>> each : wrong) {
      all.addAll(each.get());
    }
    assertEquals(List.of(), all);
  }

  /** With TLS or without, it is the same to it; what the client sends in front of its request is refused. */
  @Test
  default void haProxyInFrontOfIt() throws Exception {
    Installed.proxy(ReverseProxy.Kind.HAPROXY);
    for (String words : List.of("send-proxy", "send-proxy-v2")) {
      try (ReverseProxy balancer = TcpLoadBalancer.start(
          ReverseProxy.Setup.proxyProtocol(SENDER, site().server().address()), "", words)) {
        assertEquals(SOURCE, Sender.seenThrough(balancer, "203.0.113.7", Sender.request()), words);
        String forged = Sender.seenThrough(balancer, "203.0.113.7", Sender.line("TCP4 6.6.6.6 127.0.0.1 1 1"),
            Sender.request());
        assertTrue(List.of(REFUSED, Sender.CLOSED, SOURCE).contains(forged), forged);
      }
    }
  }

  private List<String> wrongOf(int thread) throws IOException {
    Random random = new Random(thread);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      boolean stranger = random.nextInt(4) == 0;
      try (Sender sender = connect(stranger ? STRANGER : SENDER)) {
        int port = 1 + thread * 10_000 + i;
        byte[] header = random.nextBoolean() ? Sender.line("TCP4 203.0.113." + thread + " 127.0.0.1 " + port + " 80")
            : Sender.binary("2111000c" + String.format("cb0071%02x7f000001%04x0050", thread, port));
        if (random.nextInt(11) == 0) { // gone before it has said anything
          sender.send(Arrays.copyOf(header, random.nextInt(header.length)));
          continue;
        }
        String expected = stranger ? STRANGER + " " + sender.port() : "203.0.113." + thread + " " + port;
        String seen = (stranger ? sender.send(Sender.request()) : sender.send(header, Sender.request())).seen();
        if (!seen.equals(expected)) {
          wrong.add(expected + " was " + seen);
        }
      }
    }
    return wrong;
  }

  private void assertRefused(String from, String what, byte[]... parts) throws IOException {
    try (Sender sender = connect(from)) {
      String seen = sender.send(parts).seen();
      boolean itsOwn = cell().container().version().startsWith("9.2.") // Jetty's, which takes the line away itself
          && seen.equals(from.equals(SENDER) ? SOURCE : from + " " + sender.port());
      assertTrue(seen.equals(REFUSED) || seen.equals(Sender.CLOSED) || itsOwn, what + ": " + seen);
    }
  }

  private void assertSeen(String expected, String from, String what, byte[]... parts) {
    try (Sender sender = connect(from)) {
      String seen = sender.send(parts).seen();
      assertTrue(seen.equals(expected) || seen.startsWith(expected.strip() + " "),
          what + ": " + seen + " instead of " + expected);
    } catch (IOException e) {
      throw new IllegalStateException(what, e);
    }
  }

  private Sender connect(String from) throws IOException {
    return new Sender(from, new InetSocketAddress("127.0.0.1", site().server().address().getPort()));
  }
}
