package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an unchanged application sees with the agent, in every container on every Java. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.realip.containers.Cell#selected")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Shows(Aspect.ADDRESS)
class ContainerMatrixIT extends EachCell implements HeadTests {

  @Override
  Site start(Cell cell) throws Exception {
    return cell.start(Site.agent("127.0.0.10,::1"), false);
  }

  @ParameterizedTest
  @EnumSource(ReverseProxy.Kind.class)
  void aTrustedProxyGivesTheClient(ReverseProxy.Kind proxy) throws Exception {
    assertSeen("203.0.113.7", site.through(proxy, "203.0.113.7", "/whoami"));
  }

  @ParameterizedTest
  @EnumSource(ReverseProxy.Kind.class)
  void aHeaderForgedThroughTheProxyGivesTheRealClient(ReverseProxy.Kind proxy) throws Exception {
    assertSeen("203.0.113.7",
        site.through(proxy, "203.0.113.7", "/whoami", "X-Forwarded-For: 198.51.100.1"));
    assertSeen("203.0.113.7",
        site.through(proxy, "203.0.113.7", "/whoami", "X-Forwarded-For: 198.51.100.1", "x-forwarded-for: 127.0.0.10"));
  }

  @ParameterizedTest
  @EnumSource(ReverseProxy.Kind.class)
  void anIpv6ClientIsWrittenTheSameWayEverywhere(ReverseProxy.Kind proxy) throws Exception {
    assertSeen("2001:db8::7", site.through(proxy, "2001:db8::7", "/whoami"));
  }

  @Test
  void aPeerThatIsNotTrustedIsTheAnswerWhateverItSends() throws Exception {
    assertSeen("127.0.0.66", site.direct("127.0.0.66", "/whoami"));
    assertSeen("127.0.0.66", site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1"));
    assertSeen("127.0.0.66",
        site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1, 127.0.0.10", "X-Real-IP: 198.51.100.1"));
  }

  @Test
  void aTrustedPeerWithoutAHeaderIsTheAnswer() throws Exception {
    assertSeen("127.0.0.10", site.direct("127.0.0.10", "/whoami"));
  }

  @Test
  void headerLinesAreOneList() throws Exception {
    assertSeen("203.0.113.7",
        site.direct("127.0.0.10", "/whoami", "X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 203.0.113.7"));
    assertSeen("203.0.113.7",
        site.direct("127.0.0.10", "/whoami", "X-Forwarded-For: 203.0.113.7", "X-Forwarded-For: 127.0.0.10"));
  }

  @Test
  void anIpv6PeerCanBeTrusted() throws Exception {
    assertSeen("2001:db8::7", site.direct("::1", "/whoami", "X-Forwarded-For: 2001:DB8:0:0:0:0:0:7"));
    assertSeen("203.0.113.7", site.direct("::1", "/whoami", "X-Forwarded-For: 203.0.113.7"));
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
  void whatAProxySends(String header, String address) throws Exception {
    assertSeen(address, site.direct("127.0.0.10", "/whoami", "X-Forwarded-For: " + header));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u0001", "\u000b", "\u007f", "\u0080", "\u00a0", "\u00c3(", "\u00ff"})
  void anOddCharacterStopsTheWalkOrTheContainerRefusesIt(String odd) throws Exception {
    Connection.Response response =
        site.direct("127.0.0.10", "/whoami", "X-Forwarded-For: 203.0.113.7, 198.51.100.1" + odd);

    if (response.status() != 400) {
      assertEquals(200, response.status());
      assertEquals("127.0.0.10", response.address());
    }
  }

  @Test
  void aHeaderOfOneMegabyteIsReadFromItsEnd() throws Exception {
    boolean refused = cell.differs(Difference.HEADERS_UP_TO_32K);
    int length = refused ? 30_000 : 1_000_000;
    String junk = "a".repeat(length);
    String hops = "198.51.100.1, ".repeat(length / 14);

    assertEquals("203.0.113.7",
        site.direct("127.0.0.10", "/whoami", "X-Forwarded-For: " + junk + ", 203.0.113.7").address());
    assertEquals("203.0.113.7",
        site.direct("127.0.0.10", "/whoami", "X-Forwarded-For: " + hops + "203.0.113.7").address());
    assertEquals("127.0.0.10", site.direct("127.0.0.10", "/whoami", "X-Forwarded-For: " + junk).address());
    if (refused) {
      assertEquals(400, site.direct("127.0.0.10", "/whoami", "X-Forwarded-For: " + "a".repeat(33_000)).status());
    }
  }

  @Test
  @Shows(Aspect.HOST)
  void theHostIsTheAddress() throws Exception {
    for (String path : List.of("/whoami", "/filtered", "/wrapped?depth=2", "/async", "/forward", "/include")) {
      assertHost("203.0.113.7", site.proxied("203.0.113.7", path, "X-Forwarded-For: 198.51.100.1"));
    }
    assertHost("2001:db8::7", site.proxied("2001:db8::7", "/whoami"));
    assertHost("203.0.113.7", site.direct("::1", "/whoami", "X-Forwarded-For: 203.0.113.7"));
    assertHost("127.0.0.66", site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1"));
  }

  @Test
  @Shows(Aspect.ACCESS_LOG)
  void theAccessLogAgreesWithTheApplication() throws Exception {
    assertEquals(!cell.differs(Difference.NO_ACCESS_LOG), site.server().hasAccessLog());
    if (!site.server().hasAccessLog()) {
      return;
    }
    site.proxied("203.0.113.7", "/whoami?log=proxied", "X-Forwarded-For: 198.51.100.1");
    site.proxied("2001:db8::7", "/whoami?log=six");
    site.direct("127.0.0.66", "/whoami?log=stranger", "X-Forwarded-For: 198.51.100.1");

    assertLogged(cell.logged("203.0.113.7"), "log=proxied");
    assertLogged(cell.logged("2001:db8::7"), "log=six");
    assertLogged("127.0.0.66", "log=stranger");
  }

  @Test
  void wrappersOfTheApplicationSeeTheSame() throws Exception {
    assertSeen("203.0.113.7",
        site.proxied("203.0.113.7", "/wrapped?depth=5", "X-Forwarded-For: 198.51.100.1, 127.0.0.10"));
  }

  @Test
  void aWrapperWithItsOwnAnswerKeepsIt() throws Exception {
    assertEquals("198.51.100.99", site.proxied("203.0.113.7", "/overridden").address());
  }

  @ParameterizedTest
  @CsvSource({
      "/filtered,     200, REQUEST",
      "/other-thread, 200, REQUEST",
      "/forward,      200, FORWARD",
      "/include,      200, INCLUDE"})
  void everyStageOfARequestSeesTheSame(String path, int status, String dispatcher) throws Exception {
    Connection.Response response = site.proxied("203.0.113.7", path, "X-Forwarded-For: 198.51.100.1");

    assertStage("203.0.113.7", status, dispatcher, response);
    assertEquals("203.0.113.7", response.json().get("before").getAsString());
  }

  @ParameterizedTest
  @CsvSource({"/error-page, 503", "/failing, 500", "/missing, 404"})
  void anErrorPageSeesTheSame(String path, int status) throws Exception {
    Connection.Response response = site.proxied("203.0.113.7", path, "X-Forwarded-For: 198.51.100.1");

    if (cell.differs(Difference.NO_ERROR_PAGES)) {
      assertFalse(response.body().startsWith("{"), response::toString);
      return;
    }
    assertStage("203.0.113.7", status, "ERROR", response);
    if (!path.equals("/missing")) {
      assertEquals("203.0.113.7", response.json().get("before").getAsString());
    }
  }

  @Test
  @Shows(Aspect.ASYNC)
  void anAsynchronousRequestSeesTheSame() throws Exception {
    Connection.Response response = site.proxied("203.0.113.7", "/async", "X-Forwarded-For: 198.51.100.1");

    assertSeen("203.0.113.7", response);
    assertEquals("203.0.113.7", response.json().get("before").getAsString());
    response = site.proxied("203.0.113.7", "/async?dispatch", "X-Forwarded-For: 198.51.100.1");
    assertStage("203.0.113.7", 200, cell.differs(Difference.ASYNC_DISPATCH_AS_REQUEST) ? "REQUEST" : "ASYNC", response);
    assertEquals("203.0.113.7", response.json().get("before").getAsString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/async?id=complete", "/async?dispatch&id=dispatched"})
  @Shows(Aspect.ASYNC)
  void aLookAtTheCompletionOfAnAsynchronousRequestNeverFailsBecauseOfTheAgent(String path) throws Exception {
    assertSeen("203.0.113.7", site.proxied("203.0.113.7", path));

    assertHarmless(site.proxied("203.0.113.7", "/late/result?" + path.replaceAll(".*(?=id)", "")).json());
  }

  @Test
  @Shows(Aspect.HTTP2)
  void http2GivesTheClient() throws Exception {
    HttpClient.Version version =
        cell.differs(Difference.NO_HTTP2) ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2;
    Http2Client proxy = new Http2Client(site.server().address("::1"));
    List<String> clients = IntStream.range(0, 100).mapToObj(i -> "198.18.0." + i).toList();

    List<Http2Client.Answer> answers = new ArrayList<>(List.of(proxy.get("/whoami", "198.51.100.1, 203.0.113.7")));
    assertSeen("203.0.113.7", answers.get(0).response());
    for (String path : List.of("/whoami", "/async", "/forward")) {
      List<Http2Client.Answer> batch = proxy.getAll(path, clients);
      assertEquals(clients, batch.stream().map(answer -> answer.response().address()).toList());
      answers.addAll(batch);
    }
    Http2Client.Answer stranger = new Http2Client(site.server().address("127.0.0.1")).get("/whoami", "198.51.100.1");
    assertSeen("127.0.0.1", stranger.response());
    answers.add(stranger);
    answers.forEach(answer -> assertEquals(version, answer.version()));
  }

  @Test
  @Shows(Aspect.WEBSOCKET)
  void theHandshakeOfAWebSocketSeesTheSame() throws Exception {
    assertHandshake("203.0.113.7", site.direct("127.0.0.10", "/websocket", handshake("203.0.113.7")));
    assertHandshake("127.0.0.66", site.direct("127.0.0.66", "/websocket", handshake("203.0.113.7")));
  }

  @Test
  void readingAgainChangesNothing() throws Exception {
    assertEquals("[\"203.0.113.7\",\"203.0.113.7\",\"203.0.113.7\"]",
        site.proxied("203.0.113.7", "/repeat", "X-Forwarded-For: 127.0.0.10").json().get("again").toString());
  }

  @Test
  void thePageShowsTheClient() throws Exception {
    assertTrue(site.proxied("203.0.113.7", "/").body().contains("<h1>203.0.113.7</h1>"));
  }

  @Test
  void aReadAfterTheEndNeverFailsBecauseOfTheAgent() throws Exception {
    assertSeen("203.0.113.7", site.proxied("203.0.113.7", "/late?id=1"));

    assertHarmless(site.proxied("203.0.113.7", "/late/result?id=1").json());
  }

  @Test
  void clientsThatShareConnectionsAreNeverMixedUp() throws Exception {
    List<Callable<Void>> clients = new ArrayList<>();
    for (int thread = 1; thread <= 4; thread++) {
      int network = thread;
      clients.add(() -> takeTurnsThroughAProxy(network));
      clients.add(() -> takeTurnsOnOneConnection(10 + network));
    }
    ExecutorService threads = Executors.newFixedThreadPool(clients.size());
    try {
      for (Future<Void> client : threads.invokeAll(clients)) {
        client.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  @Shows(Aspect.STOP)
  void nothingOfTheAgentIsLeftAndASignalEndsIt() throws Exception {
    RunningJvm jvm = site.server().jvm();
    assertEquals(1, jvm.instances("io\\.github\\.realip\\.HiddenClassLoader"));
    String threads = jvm.threads().replaceAll("(?m)^ *Compiling:.*$", ""); // the JIT compiler may be at our code
    assertFalse(Pattern.compile("(?i)realip(?!\\." + Site.TEST_APPS + ")").matcher(threads).find(), threads);

    assertTrue(site.server().process().endsWhenAsked(60), () -> "still there\n" + threads);
    site.assertQuiet();
  }

  private Void takeTurnsThroughAProxy(int network) throws Exception {
    for (int i = 0; i < 250; i++) {
      String client = "198.18." + network + "." + i;
      assertEquals(client, site.proxied(client, "/address").body());
    }
    return null;
  }

  private Void takeTurnsOnOneConnection(int network) throws Exception {
    try (Connection connection = site.connect("127.0.0.10")) {
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
    if (cell.differs(Difference.NO_WEBSOCKET)) {
      assertNotEquals(101, response.status());
    } else {
      assertEquals(101, response.status());
      assertTrue(response.headers().contains("x-whoami-address: " + address), response::toString);
    }
  }

  /** Whatever comes too late gets the container's own answer, or its own exception. */
  private void assertHarmless(JsonObject late) {
    if (late.has("exception")) {
      assertEquals(cell.differs(Difference.LATE_READ_FAILS)
          ? "java.lang.NullPointerException" : "java.lang.IllegalStateException", late.get("exception").getAsString());
      assertFalse(late.get("trace").getAsString().replace("io.github.realip.whoami", "").contains("io.github.realip"),
          late.get("trace").getAsString());
    }
  }

  private static void assertStage(String address, int status, String dispatcher, Connection.Response response) {
    assertEquals(status, response.status());
    assertEquals(address, response.address());
    assertEquals(address, response.json().get("listener").getAsString());
    assertEquals(dispatcher, response.json().get("dispatcher").getAsString());
  }

  private static void assertHost(String host, Connection.Response response) {
    assertEquals(host, response.json().get("remoteHost").getAsString());
  }

  private void assertLogged(String address, String mark) throws Exception {
    assertEquals(address, site.server().accessLogLine(mark).split(" ")[0]);
  }

  private static void assertSeen(String address, Connection.Response response) {
    assertEquals(200, response.status());
    assertEquals(address, response.address());
    assertEquals(address, response.json().get("listener").getAsString());
    assertHost(address, response);
  }
}
