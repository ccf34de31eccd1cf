package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an unchanged application sees with the agent, whatever its server is. */
@Shows(Aspect.ADDRESS)
interface AddressTests extends OneCell {

  @ParameterizedTest
  @EnumSource(ReverseProxy.Kind.class)
  default void aTrustedProxyGivesTheClient(ReverseProxy.Kind proxy) throws Exception {
    assertSeen("203.0.113.7", site().through(proxy, "203.0.113.7", "/whoami"));
  }

  @ParameterizedTest
  @EnumSource(ReverseProxy.Kind.class)
  default void aHeaderForgedThroughTheProxyGivesTheRealClient(ReverseProxy.Kind proxy) throws Exception {
    assertSeen("203.0.113.7",
        site().through(proxy, "203.0.113.7", "/whoami", "X-Forwarded-For: 198.51.100.1"));
    assertSeen("203.0.113.7",
        site().through(proxy, "203.0.113.7", "/whoami",
            "X-Forwarded-For: 198.51.100.1", "x-forwarded-for: 127.0.0.10"));
  }

  @ParameterizedTest
  @EnumSource(ReverseProxy.Kind.class)
  default void anIpv6ClientIsWrittenTheSameWayEverywhere(ReverseProxy.Kind proxy) throws Exception {
    assertSeen("2001:db8::7", site().through(proxy, "2001:db8::7", "/whoami"));
  }

  @Test
  default void aPeerThatIsNotTrustedIsTheAnswerWhateverItSends() throws Exception {
    assertSeen("127.0.0.66", site().direct("127.0.0.66", "/whoami"));
    assertSeen("127.0.0.66", site().direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1"));
    assertSeen("127.0.0.66",
        site().direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1, 127.0.0.10", "X-Real-IP: 198.51.100.1"));
  }

  /** Jetty 9.2 reads such a line by itself, whoever sends it; Vert.x takes its first letters for HTTP/2. */
  @Test
  default void aLineOfTheProxyProtocolMakesNobodyTrusted() throws Exception {
    try (Sender sender = new Sender("127.0.0.66", site().server().address())) {
      String seen = sender.send(Sender.line("TCP4 127.0.0.10 127.0.0.1 1 1"),
          Sender.request("X-Forwarded-For: 198.51.100.1")).seen();
      boolean refused = seen.matches("status [45]\\d\\d") || seen.equals("no HTTP") || seen.equals(Sender.CLOSED);
      assertTrue(refused || seen.equals("127.0.0.66 " + sender.port()), seen);
    }
  }

  @Test
  default void aTrustedPeerWithoutAHeaderIsTheAnswer() throws Exception {
    assertSeen("127.0.0.10", site().direct("127.0.0.10", "/whoami"));
  }

  @Test
  default void headerLinesAreOneList() throws Exception {
    assertSeen("203.0.113.7",
        site().direct("127.0.0.10", "/whoami", "X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 203.0.113.7"));
    assertSeen("203.0.113.7",
        site().direct("127.0.0.10", "/whoami", "X-Forwarded-For: 203.0.113.7", "X-Forwarded-For: 127.0.0.10"));
  }

  @Test
  default void anIpv6PeerCanBeTrusted() throws Exception {
    assertSeen("2001:db8::7", site().direct("::1", "/whoami", "X-Forwarded-For: 2001:DB8:0:0:0:0:0:7"));
    assertSeen("203.0.113.7", site().direct("::1", "/whoami", "X-Forwarded-For: 203.0.113.7"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      203.0.113.7:4711          | 203.0.113.7
      [2001:db8::7]:4711        | 2001:db8::7
      ::ffff:203.0.113.7        | 203.0.113.7
      junk, junk, , 203.0.113.7 | 203.0.113.7
      nope                      | 127.0.0.10
      203.0.113.7, nope         | 127.0.0.10
      203.0.113.7,              | 127.0.0.10
      203.0.113.7, unknown      | 127.0.0.10
      010.0.0.1                 | 127.0.0.10
      2130706433                | 127.0.0.10
      localhost                 | 127.0.0.10
      0.0.0.0                   | 127.0.0.10
      fe80::1%eth0              | 127.0.0.10
      ${jndi:ldap://203.0.113.7}| 127.0.0.10
      """)
  default void whatAProxySends(String header, String address) throws Exception {
    assertSeen(address, site().direct("127.0.0.10", "/whoami", "X-Forwarded-For: " + header));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u0001", "\u000b", "\u007f", "\u0080", "\u00a0", "\u00c3(", "\u00ff"})
  default void anOddCharacterStopsTheWalkOrTheContainerRefusesIt(String odd) throws Exception {
    Connection.Response response =
        site().direct("127.0.0.10", "/whoami", "X-Forwarded-For: 203.0.113.7, 198.51.100.1" + odd);

    if (response.status() != 400) {
      assertEquals(200, response.status());
      boolean dropped = odd.equals("\u000b") && cell().differs(Difference.DROPS_VERTICAL_TABS)
          || odd.charAt(0) < ' ' && cell().differs(Difference.DROPS_CONTROLS);
      assertEquals(dropped ? "198.51.100.1" : "127.0.0.10", response.address());
    }
  }

  @Test
  default void aHeaderOfOneMegabyteIsReadFromItsEnd() throws Exception {
    boolean refused = cell().differs(Difference.HEADERS_UP_TO_32K);
    int length = refused ? 30_000 : 1_000_000;
    String junk = "a".repeat(length);
    String hops = "198.51.100.1, ".repeat(length / 14);

    assertEquals("203.0.113.7",
        site().direct("127.0.0.10", "/whoami", "X-Forwarded-For: " + junk + ", 203.0.113.7").address());
    assertEquals("203.0.113.7",
        site().direct("127.0.0.10", "/whoami", "X-Forwarded-For: " + hops + "203.0.113.7").address());
    assertEquals("127.0.0.10", site().direct("127.0.0.10", "/whoami", "X-Forwarded-For: " + junk).address());
    if (refused) {
      assertEquals(400, site().direct("127.0.0.10", "/whoami", "X-Forwarded-For: " + "a".repeat(33_000)).status());
    }
  }

  @Test
  @Shows(Aspect.ACCESS_LOG)
  default void theAccessLogAgreesWithTheApplication() throws Exception {
    assertEquals(!cell().differs(Difference.NO_ACCESS_LOG), site().server().hasAccessLog());
    if (!site().server().hasAccessLog()) {
      return;
    }
    site().proxied("203.0.113.7", "/whoami?log=proxied", "X-Forwarded-For: 198.51.100.1");
    site().proxied("2001:db8::7", "/whoami?log=six");
    site().direct("127.0.0.66", "/whoami?log=stranger", "X-Forwarded-For: 198.51.100.1");

    assertLogged("203.0.113.7", "log=proxied");
    assertLogged(cell().writtenInLog("2001:db8::7"), "log=six");
    assertLogged("127.0.0.66", "log=stranger");
  }

  @Test
  default void wrappersOfTheApplicationSeeTheSame() throws Exception {
    assertSeen("203.0.113.7",
        site().proxied("203.0.113.7", "/wrapped?depth=5", "X-Forwarded-For: 198.51.100.1, 127.0.0.10"));
  }

  @Test
  default void aWrapperWithItsOwnAnswerKeepsIt() throws Exception {
    assertEquals("198.51.100.99", site().proxied("203.0.113.7", "/overridden").address());
  }

  @Test
  @Shows(Aspect.WEBSOCKET)
  default void theHandshakeOfAWebSocketSeesTheSame() throws Exception {
    assertHandshake("203.0.113.7", site().direct("127.0.0.10", "/websocket", handshake("203.0.113.7")));
    assertHandshake("127.0.0.66", site().direct("127.0.0.66", "/websocket", handshake("203.0.113.7")));
  }

  @Test
  @Shows(Aspect.HTTP2)
  default void http2GivesTheClient() throws Exception {
    HttpClient.Version version =
        cell().differs(Difference.NO_HTTP2) ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2;
    Http2Client proxy = new Http2Client(site().server().address("::1"));
    List<String> clients = IntStream.range(0, 100).mapToObj(i -> "198.18.0." + i).toList();

    List<Http2Client.Answer> answers = new ArrayList<>(List.of(proxy.get("/whoami", "198.51.100.1, 203.0.113.7")));
    assertSeen("203.0.113.7", answers.get(0).response());
    for (String path : List.of("/whoami", "/async", "/forward")) {
      List<Http2Client.Answer> batch = proxy.getAll(path, clients);
      assertEquals(clients, batch.stream().map(answer -> answer.response().address()).toList());
      answers.addAll(batch);
    }
    Http2Client.Answer stranger = new Http2Client(site().server().address("127.0.0.1")).get("/whoami", "198.51.100.1");
    assertSeen("127.0.0.1", stranger.response());
    answers.add(stranger);
    answers.forEach(answer -> assertEquals(version, answer.version()));
  }

  @Test
  default void readingAgainChangesNothing() throws Exception {
    assertEquals("[\"203.0.113.7\",\"203.0.113.7\",\"203.0.113.7\"]",
        site().proxied("203.0.113.7", "/repeat", "X-Forwarded-For: 127.0.0.10").json().get("again").toString());
  }

  @Test
  default void thePageShowsTheClient() throws Exception {
    assertTrue(site().proxied("203.0.113.7", "/").body().contains("<h1>203.0.113.7</h1>"));
  }

  @Test
  default void clientsThatShareConnectionsAreNeverMixedUp() throws Exception {
    List<Callable<Void>> clients = new ArrayList<>();
    for (int thread = 1; thread <= 4; thread++) {
      int network = thread;
      clients.add(() -> takeTurnsThroughAProxy(network));
      clients.add(() -> takeTurnsOnOneConnection(10 + network));
    }
    AtOnce.call(clients);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  @Shows(Aspect.STOP)
  default void nothingOfTheAgentIsLeftAndASignalEndsIt() throws Exception {
    RunningJvm jvm = site().server().jvm();
    assertEquals(1, jvm.instances("io\\.github\\.realip\\.HiddenClassLoader"));
    String threads = jvm.threads().replaceAll("(?m)^ *Compiling:.*$", ""); // the JIT compiler may be at our code
    assertFalse(Pattern.compile("(?i)realip(?!\\." + Site.TEST_APPS + ")").matcher(threads).find(), threads);

    assertTrue(site().server().process().endsWhenAsked(60), () -> "still there\n" + threads);
    site().assertQuiet();
  }

  private Void takeTurnsThroughAProxy(int network) throws Exception {
    for (int i = 0; i < 250; i++) {
      String client = "198.18." + network + "." + i;
      assertEquals(client, site().proxied(client, "/address").body());
    }
    return null;
  }

  private Void takeTurnsOnOneConnection(int network) throws Exception {
    try (Connection connection = site().connect("127.0.0.10")) {
      for (int i = 0; i < 2500; i++) {
        String client = "198.18." + network + "." + i % 250;
        assertEquals(client, connection.get("/address", "X-Forwarded-For: " + client).body());
        if (i % 5 == 0) {
          assertEquals("127.0.0.10", connection.get("/address").body());
        }
      }
    }
    return null;
  }

  private static String[] handshake(String forwardedFor) {
    return new String[] {
      "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "X-Forwarded-For: " + forwardedFor};
  }

  private void assertHandshake(String address, Connection.Response response) {
    if (cell().differs(Difference.NO_WEBSOCKET)) {
      assertNotEquals(101, response.status());
    } else {
      assertEquals(101, response.status());
      assertEquals(!cell().differs(Difference.NO_HANDSHAKE_HEADERS),
          response.headers().contains("x-whoami-address: " + address), response::toString);
    }
  }

  private void assertLogged(String address, String mark) throws Exception {
    assertEquals(address, site().server().accessLogLine(mark).split(" ")[0]);
  }

  /** What the application gives as the address, the host and, with servlets, what a listener has seen before. */
  default void assertSeen(String address, Connection.Response response) {
    String written = cell().written(address);
    assertEquals(200, response.status());
    assertEquals(written, response.address());
    assertEquals(written, response.json().get("remoteHost").getAsString());
    if (cell().container().hasServlets()) {
      assertEquals(written, response.json().get("listener").getAsString());
    }
  }
}
