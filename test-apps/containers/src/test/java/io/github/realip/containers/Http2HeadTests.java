package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same over HTTP/2, where requests share a connection and trailers look like headers. */
@Shows(Aspect.HTTP2)
interface Http2HeadTests extends OneCell {
  /** A form that is large enough: Tomcat takes many small frames for an attack. */
  String FORM = "field=" + "v".repeat(2_000);

  /** What it is. */
  String FORM_TYPE = "content-type: application/x-www-form-urlencoded";

  @ParameterizedTest
  @CsvSource({"true, 6.6.6.6", "true, junk", "false, 6.6.6.6", "false, junk"})
  default void aTrailerOfHttp2IsNoHeader(boolean onePacket, String trailer) throws Exception {
    if (!hasTrailers()) {
      return;
    }
    for (int attempt = 1;; attempt++) {
      try {
        askWithTrailers(onePacket, trailer, attempt);
        return;
      } catch (Http2Connection.GoneAway | SocketException race) {
        // Tomcat 9.0.68 may be done with a stream before it has read its trailer, misses its head then, says so and
        // closes the connection, which who writes may notice first
        if (attempt == 5) {
          throw race;
        }
        Thread.sleep(100L * attempt); // what loses the race once loses it again at once
      }
    }
  }

  private void askWithTrailers(boolean onePacket, String trailer, int attempt) throws Exception {
    WrongAnswers wrong = new WrongAnswers(site());
    try (Http2Connection connection = connect()) {
      int stream = 1;
      for (String moment : TrailerTests.MOMENTS) {
        String mark = "log=http2-" + onePacket + "-" + moment + "-" + trailer + "-" + attempt + ".";
        post(connection, onePacket, stream, "/body/" + moment + "?" + mark, trailer);
        TrailerTests.expect(cell(), wrong, moment, mark, connection.read(stream));
        stream += 2;
      }
      wrong.assertNone(); // as long as there is a connection: some containers log late
    }
  }

  @Test
  default void aTrailerOfHttp2GivesNoClientToARequestThatHasNone() throws Exception {
    if (!hasTrailers()) {
      return;
    }
    try (Http2Connection connection = connect()) {
      connection.post(1, "/body/late").body(1, FORM).trailer(1, "x-forwarded-for: 6.6.6.6").send();
      Connection.Response response = connection.read(1);
      if (response.status() == 200 || !cell().differs(Difference.HTTP2_TRAILERS_RACE)) {
        assertEquals(Site.PROXY, response.address());
      }
    }
  }

  @Test
  default void streamsAreApart() throws Exception {
    if (cell().differs(Difference.NO_HTTP2)) {
      return;
    }
    WrongAnswers wrong = new WrongAnswers(site());
    try (Http2Connection connection = connect()) {
      connection.post(1, "/body/late", "x-forwarded-for: 203.0.113.1").get(3, "/whoami").body(1, FORM)
          .get(5, "/whoami", "x-forwarded-for: 203.0.113.5").end(1).send();
      if (cell().differs(Difference.NO_HTTP2_INTERLEAVING)) {
        connection.patience(1_000);
        assertThrows(SocketTimeoutException.class, () -> connection.read(1));
        return;
      }
      wrong.expect("203.0.113.5", connection.read(5).address(), "the third stream");
      wrong.expect("203.0.113.1", connection.read(1).address(), "the first stream");
      wrong.expect(Site.PROXY, connection.read(3).address(), "the second stream");
    }
    wrong.assertNone();
  }

  @Test
  default void aStreamThatIsResetLeavesNothingBehind() throws Exception {
    if (!hasTrailers()) {
      return;
    }
    WrongAnswers wrong = new WrongAnswers(site());
    try (Http2Connection connection = connect()) {
      for (int stream = 1; stream < 12; stream += 6) {
        connection.post(stream, "/body/late", "x-forwarded-for: 203.0.113.1").body(stream, FORM).send();
        connection.reset(stream).get(stream + 2, "/whoami", "x-forwarded-for: 203.0.113.3").send();
        wrong.expect("203.0.113.3", connection.read(stream + 2).address(), "the next stream");
        connection.get(stream + 4, "/whoami").send();
        wrong.expect(Site.PROXY, connection.read(stream + 4).address(), "the one after it");
      }
    }
    wrong.assertNone();
  }

  @Test
  default void aContainerWithoutTrailersOfHttp2EndsTheConnection() throws Exception {
    if (!cell().differs(Difference.NO_HTTP2_TRAILERS)) {
      return;
    }
    try (Http2Connection connection = connect()) {
      connection.post(1, "/body/late").body(1, FORM).trailer(1, "x-other: 1").send();
      assertNotEquals(200, connection.read(1).status());
    } catch (IOException ended) {
      // before an answer
    }
  }

  private boolean hasTrailers() {
    return !cell().differs(Difference.NO_HTTP2) && !cell().differs(Difference.NO_HTTP2_TRAILERS);
  }

  private Http2Connection connect() throws IOException {
    return Http2Connection.from(Site.PROXY, site().server().address());
  }

  private static void post(Http2Connection connection, boolean onePacket, int stream, String path, String trailer)
      throws IOException {
    connection.post(stream, path, "x-forwarded-for: 203.0.113.7", FORM_TYPE);
    if (!onePacket) {
      connection.send();
    }
    connection.body(stream, FORM);
    if (!onePacket) {
      connection.send();
    }
    connection.trailer(stream, "x-forwarded-for: " + trailer).send();
  }
}
