package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one request of a connection has said is forgotten with it, by the application's container and by its log. */
@Shows(Aspect.ADDRESS)
interface KeptConnectionTests extends OneCell {
  /** How many requests look for one that is mixed up with another: enough for a test, more of them by hand. */
  int REQUESTS = Integer.getInteger("realip.head.requests", 5_000);
  /** The connections that they come over at the same time. */
  int CONNECTIONS = 4;

  @ParameterizedTest
  @CsvSource({"203.0.113.7,", ",203.0.113.7", "203.0.113.7, 203.0.113.9"})
  default void requestsOfAConnectionAreApart(String first, String second) throws Exception {
    WrongAnswers wrong = new WrongAnswers(site());
    for (boolean pipelined : new boolean[] {false, true}) {
      try (Connection connection = site().connect(Site.PROXY)) {
        String mark = "log=" + (pipelined ? "pipelined" : "kept") + "-" + first + "-" + second;
        String next = get("/whoami?" + mark + "-2.", second);
        connection.send(get("/whoami?" + mark + "-1.", first) + (pipelined ? next : ""));
        expect(wrong, first, mark + "-1.", connection.read());
        connection.send(pipelined ? "" : next);
        expect(wrong, second, mark + "-2.", connection.read());
      }
    }
    wrong.assertNone();
  }

  @Test
  default void noneOfManyRequestsIsMixedUpWithAnother() throws Exception {
    List<Callable<Void>> clients = new ArrayList<>();
    for (int network = 1; network <= CONNECTIONS; network++) {
      clients.add(new RecycledRequests(cell(), site(), network, REQUESTS / CONNECTIONS));
    }
    AtOnce.call(clients);
    assertEquals(Site.PROXY, site().direct(Site.PROXY, "/whoami").address());
  }

  @Test
  default void noneOfManyStreamsIsMixedUpWithAnother() throws Exception {
    if (cell().differs(Difference.NO_HTTP2) || cell().differs(Difference.NO_HTTP2_TRAILERS)) {
      return;
    }
    List<Callable<Void>> clients = new ArrayList<>();
    for (int network = 1; network <= CONNECTIONS; network++) {
      clients.add(new RecycledStreams(site(), network, REQUESTS / CONNECTIONS / 2));
    }
    AtOnce.call(clients);
    assertEquals(Site.PROXY, site().direct(Site.PROXY, "/whoami").address());
  }

  @Test
  default void aContainerThatAnswersOutOfOrderAnswersEachRequestRight() throws Exception {
    if (!cell().differs(Difference.ANSWERS_OUT_OF_ORDER)) {
      return;
    }
    try (Connection connection = site().connect(Site.PROXY)) {
      connection.send(get("/async", "203.0.113.7") + get("/address", "203.0.113.9"));
      assertEquals("203.0.113.9", connection.read().body());
      assertEquals("203.0.113.7", connection.read().address());
    }
  }

  private void expect(WrongAnswers wrong, String client, String mark, Connection.Response response) {
    wrong.expect(client == null ? Site.PROXY : client, response.address(), mark);
    wrong.expectLogged(client == null ? Site.PROXY : client, mark);
  }

  private static String get(String path, String client) {
    return "GET " + path + " HTTP/1.1\r\nHost: example.org\r\n"
        + (client == null ? "" : "X-Forwarded-For: " + client + "\r\n") + "\r\n";
  }
}
