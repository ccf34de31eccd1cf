package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands behind a chunked body is no header, whenever the application or the access log asks. */
@Shows(Aspect.ADDRESS)
interface TrailerTests extends OneCell {
  /** When the application asks: see the servlet behind {@code /body/}. */
  List<String> MOMENTS = List.of("early", "late", "parameter", "forward", "async", "never");
  /** What a trailer says. */
  List<String> TRAILERS = List.of("6.6.6.6", "junk");

  @ParameterizedTest
  @EnumSource(ReverseProxy.Kind.class)
  default void aTrailerThroughAProxyIsNoHeader(ReverseProxy.Kind proxy) throws Exception {
    if (cell().differs(Difference.NO_TRAILERS)) {
      return;
    }
    WrongAnswers wrong = new WrongAnswers(site());
    for (String trailer : TRAILERS) {
      for (String moment : MOMENTS) {
        String mark = "log=" + proxy + "-" + moment + "-" + trailer + ".";
        ChunkedPost post =
            new ChunkedPost("/body/" + moment + "?" + mark, "field=value", "X-Forwarded-For: " + trailer);
        try (Connection connection = Connection.behalf("203.0.113.7", site().proxy(proxy).address())) {
          connection.send(post.head());
          connection.send(post.rest());
          expect(cell(), wrong, moment, mark, connection.read());
        }
      }
    }
    wrong.assertNone();
  }

  @ParameterizedTest
  @ValueSource(strings = {"field=value", ""})
  default void aTrailerIsNoHeader(String body) throws Exception {
    if (cell().differs(Difference.NO_TRAILERS)) {
      return;
    }
    WrongAnswers wrong = new WrongAnswers(site());
    for (String trailer : TRAILERS) {
      for (String moment : MOMENTS) {
        String mark = "log=direct-" + body.length() + "-" + moment + "-" + trailer + ".";
        ChunkedPost post = new ChunkedPost("/body/" + moment + "?" + mark, body, "X-Forwarded-For: " + trailer);
        try (Connection connection = site().connect(Site.PROXY)) {
          send(connection, post);
          expect(cell(), wrong, moment, mark, connection.read());
        }
      }
    }
    wrong.assertNone();
  }

  @Test
  default void aTrailerGivesNoClientToARequestThatHasNone() throws Exception {
    if (cell().differs(Difference.NO_TRAILERS)) {
      return;
    }
    WrongAnswers wrong = new WrongAnswers(site());
    for (String body : List.of("field=value", "")) {
      ChunkedPost post = new ChunkedPost("/body/late", body, "X-Forwarded-For: 6.6.6.6");
      try (Connection connection = site().connect(Site.PROXY)) {
        connection.send(post.head() + post.rest());
        wrong.expect(Site.PROXY, connection.read().address(), "late, " + body.length() + " characters");
        wrong.expect("203.0.113.7", connection.get("/whoami", "X-Forwarded-For: 203.0.113.7").address(), "the next");
        wrong.expect(Site.PROXY, connection.get("/whoami").address(), "the one after it");
      }
    }
    wrong.assertNone();
  }

  @Test
  default void aContainerWithoutTrailersRefusesThem() throws Exception {
    if (!cell().differs(Difference.NO_TRAILERS)) {
      return;
    }
    String head = new ChunkedPost("/body/late", "", "").head("X-Forwarded-For: 203.0.113.7");
    try (Connection connection = site().connect(Site.PROXY)) {
      connection.send(head + "0\r\n\r\n");
      assertEquals("203.0.113.7", connection.read().address());
      connection.send(head + "0\r\nX-Other: 1\r\n\r\n");
      connection.patience(1_000);
      assertThrows(IOException.class, connection::read);
    }
  }

  /** A body comes after the head; where there is none, all is one packet. */
  private static void send(Connection connection, ChunkedPost post) throws Exception {
    String head = post.head("X-Forwarded-For: 203.0.113.7");
    if (post.body().isEmpty()) {
      connection.send(head + post.rest());
    } else {
      connection.send(head);
      connection.send(post.rest());
    }
  }

  /** What such a request's answer and line of the access log have to be. */
  static void expect(
      Cell cell, WrongAnswers wrong, String moment, String mark, Connection.Response response) {
    if (response.status() != 200) {
      if (mark.startsWith("log=http2") && cell.differs(Difference.HTTP2_TRAILERS_RACE)) {
        return;
      }
      wrong.expect("200", String.valueOf(response.status()), mark);
      return;
    }
    if (!cell.differs(Difference.NO_PATH_BEHIND_HTTP2_TRAILERS) || !mark.startsWith("log=http2")) {
      wrong.expectLogged("203.0.113.7", mark);
    }
    if (!moment.equals("never")) {
      wrong.expect("203.0.113.7", response.address(), mark);
    }
    if (moment.equals("early")) {
      wrong.expect("203.0.113.7", response.json().get("before").getAsString(), mark + " before the body");
    }
  }
}
