package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The container's own lists and limits are about clients, alone and beside its own component for X-Forwarded-For, and
 * what it has for the socket's peer stays the peer's.
 */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("io.github.realip.containers.Cell#withLists")
class OwnListsIT extends EachCell {

  @Override
  Site start(Cell cell) throws Exception {
    return cell.start(Site.agent("127.0.0.10"), cell.container().hasOption("beside-forwarding"));
  }

  @ParameterizedTest
  @CsvSource({
      "127.0.0.10, 203.0.113.6, 200",
      "127.0.0.10, 203.0.113.7, 403",
      "127.0.0.10, 203.0.113.8, 403",
      "127.0.0.10, '203.0.113.6, 203.0.113.8', 403",
      "127.0.0.10, '203.0.113.7, 203.0.113.6', 200",
      "127.0.0.10, '', 200",
      "127.0.0.66, 203.0.113.6, 403",
      "127.0.0.1, 203.0.113.7, 200"})
  void listsLetClientsIn(String peer, String forwardedFor, int status) throws Exception {
    String[] header = forwardedFor.isEmpty() ? new String[0] : new String[] {"X-Forwarded-For: " + forwardedFor};

    assertEquals(status, site.direct(peer, "/whoami", header).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/whoami", "/async", "/forward"})
  void whoIsLetInIsTheClient(String path) throws Exception {
    assertEquals("203.0.113.6",
        site.direct("127.0.0.10", path, "X-Forwarded-For: 198.51.100.1, 203.0.113.6").address());
  }

  @Test
  void theAccessLogHasTheClientAndTheSocketsPeer() throws Exception {
    for (String client : new String[] {"203.0.113.6", "203.0.113.7"}) {
      try (Connection connection = site.connect("127.0.0.10")) { // a closed one has no peer any more
        connection.get("/whoami?log=" + client + ".", "X-Forwarded-For: " + client);
        String[] line = site.server().accessLogLine("log=" + client + ".").split(" ");
        assertEquals(client, line[0]);
        assertEquals(peer(client), line[1]);
      }
    }
  }

  @Test
  void theAddressOfAWebSocketsEndpointIsTheClients() throws Exception {
    Connection.Response response = site.direct("127.0.0.10", "/websocket", "X-Forwarded-For: 203.0.113.6",
        "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

    assertEquals(101, response.status());
    assertTrue(response.headers().contains("x-whoami-address: 203.0.113.6"), response::toString);
    if (limitsThreads()) {
      assertTrue(response.headers().contains("x-whoami-endpoint: 203.0.113.6"), response::toString);
    }
  }

  @Test
  void aHeadThatDoesNotComeInTimeIsThePeers() throws Exception {
    String head = "GET /whoami?half=%s. HTTP/1.1\r\nHost: example.org\r\nX-Forwarded-For: 203.0.113.6\r\nX-Pad: a";
    try (Connection first = site.connect("127.0.0.10"); Connection later = site.connect("127.0.0.10")) {
      assertEquals("203.0.113.5", later.get("/whoami?half=no", "X-Forwarded-For: 203.0.113.5").address());
      first.send(head.formatted("first"));
      later.send(head.formatted("later"));
      for (Connection each : List.of(first, later)) {
        each.patience(4 * Launcher.HEAD_MILLIS);
        try {
          assertEquals(408, each.read().status());
        } catch (EOFException noAnswer) {
          // some containers only end the connection
        }
      }
    }
    site.direct("127.0.0.10", "/whoami?half=end");
    site.server().accessLogLine("half=end");
    for (String line : site.server().accessLog()) {
      assertFalse(line.matches("203.0.113.*half=(first|later).*"), line);
      assertFalse(line.startsWith("203.0.113.5") && !line.contains("half=no"), line);
    }
  }

  @Test
  void aRateIsEachClients() throws Exception {
    if (!limitsRates()) {
      return;
    }
    List<Integer> ofOne = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ofOne.add(site.direct("127.0.0.10", "/address", "X-Forwarded-For: 203.0.113.6").status());
    }
    assertTrue(ofOne.contains(429), ofOne::toString);
    assertEquals(200, site.direct("127.0.0.10", "/address", "X-Forwarded-For: 203.0.113.5").status());
  }

  @Test
  void aLimitIsEachClients() throws Exception {
    if (!limitsThreads()) {
      return;
    }
    ChunkedPost post = new ChunkedPost("/body/late", "field=value", "X-Other: 1");
    try (Connection slow = site.connect("127.0.0.10")) {
      slow.send(post.head("X-Forwarded-For: 203.0.113.6"));
      Thread.sleep(200); // until it waits for its body
      // whom the limit does not let in waits behind the other
      CompletableFuture<Connection.Response> same = ask("203.0.113.6");
      assertEquals("203.0.113.5", ask("203.0.113.5").get(3, TimeUnit.SECONDS).address());
      assertThrows(TimeoutException.class, () -> same.get(300, TimeUnit.MILLISECONDS));
      slow.send(post.rest());
      assertEquals("203.0.113.6", slow.read().address());
      assertEquals("203.0.113.6", same.get(3, TimeUnit.SECONDS).address());
    }
  }

  /** Undertow's log has the host there, and Jetty 9 never knows it. */
  private String peer(String client) {
    return switch (cell.container().launcher()) {
      case "undertow" -> client;
      case "jetty" -> cell.container().version().startsWith("9.") ? "-" : "127.0.0.10";
      default -> "127.0.0.10";
    };
  }

  private CompletableFuture<Connection.Response> ask(String forwardedFor) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return site.direct("127.0.0.10", "/whoami", "X-Forwarded-For: " + forwardedFor);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
  }

  /** Jetty's limit of requests a second is newer. */
  private boolean limitsRates() {
    return cell.container().name().equals("Jetty") && cell.container().version().startsWith("12.1");
  }

  /** Only here the same object is asked by limits, lists and websockets. */
  private boolean limitsThreads() {
    return cell.container().name().equals("Jetty") && cell.container().version().startsWith("12.");
  }
}
