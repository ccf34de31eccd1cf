package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request whose head was not read to its end is logged as its peer's, whatever was read of it. */
@Shows(Aspect.ACCESS_LOG)
interface HalfHeadTests extends OneCell {
  /** How long after its answer a request may be logged. */
  long LOGS_LATER_MILLIS = 100;
  /** The client of a good request before a broken one. */
  String GOOD_CLIENT = "203.0.113.8";
  /** What such a good request is logged with. */
  String GOOD = "good=yes";

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void aHeadThatIsNotReadToItsEndIsThePeers(boolean afterAGoodOne) throws Exception {
    String kind = afterAGoodOne ? "second" : "first";
    String forged = afterAGoodOne ? "198.51.100.78" : "198.51.100.77";
    WrongAnswers wrong = new WrongAnswers(site());
    List<String> accepted = new ArrayList<>();
    for (BrokenHead head : BrokenHead.values()) {
      String mark = kind + "=" + head + ".";
      try (Connection connection = site().connect(Site.PROXY)) {
        if (afterAGoodOne) {
          askAsClient(connection);
        }
        Connection.Response response = head.send(connection, "/whoami?" + mark, forged, "203.0.113.7");
        expect(wrong, mark, response, accepted);
      }
    }
    expectNothingForged(wrong, accepted, kind, forged);
    wrong.assertNone();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void whatIsNoHeadAtAllIsThePeers(boolean afterAGoodOne) throws Exception {
    WrongAnswers wrong = new WrongAnswers(site());
    List<String> accepted = new ArrayList<>();
    for (NoHead bytes : NoHead.values()) {
      try (Connection connection = site().connect(Site.PROXY)) {
        if (afterAGoodOne) {
          askAsClient(connection);
        }
        if (bytes.isAccepted(connection)
            || bytes == NoHead.ILLEGAL_TARGET && cell().differs(Difference.REFUSES_TARGETS_LATE)) {
          accepted.add(bytes.mark());
        }
      }
    }
    expectNothingForged(wrong, accepted, afterAGoodOne ? "nothing-second" : "nothing-first", NoHead.FORGED);
    wrong.assertNone();
  }

  @Test
  default void aHeadThatAProxyPassesOnAndTheContainerRefusesIsTheProxys() throws Exception {
    WrongAnswers wrong = new WrongAnswers(site());
    List<String> accepted = new ArrayList<>();
    for (BrokenHead head : BrokenHead.values()) {
      if (head.isWhole()) {
        String mark = "proxied=" + head + ".";
        try (Connection connection =
            Connection.behalf("203.0.113.7", site().proxy(ReverseProxy.Kind.HAPROXY).address())) {
          awaitGood(connection);
          expect(wrong, mark, head.send(connection, "/whoami?" + mark, "198.51.100.79", null), accepted);
        }
      }
    }
    expectNothingForged(wrong, accepted, "proxied", "198.51.100.79");
    wrong.assertNone();
  }

  @Test
  default void theRequestAfterABrokenOneIsRight() throws Exception {
    for (BrokenHead head : BrokenHead.values()) {
      try (Connection connection = site().connect(Site.PROXY)) {
        head.send(connection, "/whoami", "198.51.100.80", "203.0.113.7");
      }
      assertEquals(Site.PROXY, site().direct(Site.PROXY, "/whoami").address());
    }
  }

  private static void askAsClient(Connection connection) throws Exception {
    assertEquals(GOOD_CLIENT, connection.get("/whoami?" + GOOD, "X-Forwarded-For: " + GOOD_CLIENT).address());
  }

  /** HAProxy may try a connection that the container has just closed. */
  private static void awaitGood(Connection connection) throws Exception {
    Connection.Response response = connection.get("/whoami");
    for (int i = 0; i < 5 && response.status() >= 502; i++) {
      response = connection.get("/whoami");
    }
    assertEquals("203.0.113.7", response.address());
  }

  /** A head that was accepted is a whole one. */
  private void expect(WrongAnswers wrong, String mark, Connection.Response response, List<String> accepted) {
    if (response != null && response.status() == 200) {
      accepted.add(mark);
      boolean half = mark.contains("=" + BrokenHead.END_OF_STREAM + ".");
      if (half && cell().differs(Difference.ANSWERS_HALF_HEADS)) {
        wrong.expect(Site.PROXY, response.address(), mark);
        return;
      }
      wrong.expect("203.0.113.7", response.address(), mark);
      wrong.expectLogged("203.0.113.7", mark);
    }
  }

  /** Of requests that were refused, a container may log nothing, all, or something without a path in it. */
  private void expectNothingForged(WrongAnswers wrong, List<String> accepted, String kind, String forged)
      throws Exception {
    if (!site().server().hasAccessLog()) {
      return;
    }
    Thread.sleep(LOGS_LATER_MILLIS);
    site().direct("127.0.0.66", "/whoami?end=" + kind);
    site().server().accessLogLine("end=" + kind);
    for (String line : site().server().accessLog()) {
      if (accepted.stream().anyMatch(line::contains)) {
        continue;
      }
      boolean refused = line.contains(kind + "=");
      boolean takenOver = line.startsWith(GOOD_CLIENT) && !line.contains(GOOD);
      if (refused || takenOver || line.startsWith(forged)) {
        wrong.expect(Site.PROXY, line.split(" ")[0], "logged " + line.replaceAll("a{99,}", "..."));
      }
    }
  }
}
