package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same headers in every stage of a request, and whatever fails. */
interface HeadersTests extends IdiomTests {

  @ParameterizedTest
  @ValueSource(strings = {"/filtered", "/wrapped?depth=3", "/async", "/async?dispatch", "/forward", "/include",
      "/other-thread", "/failing"})
  default void everyStageOfARequestReadsTheSame(String path) throws Exception {
    if (path.equals("/failing") && cell().differs(Difference.NO_ERROR_PAGES)) {
      return;
    }
    for (String peer : List.of(Site.PROXY, "127.0.0.66")) {
      JsonObject seen = site().direct(peer, path, "X-Forwarded-For: 6.6.6.6, 203.0.113.7", "HTTP_CLIENT_IP: 6.6.6.6",
          "X-Other: 6.6.6.7").json();
      assertEquals(peer.equals(Site.PROXY)
          ? List.of("http_client_ip 203.0.113.7", "x-forwarded-for 203.0.113.7", "x-other 6.6.6.7")
          : List.of("x-other 6.6.6.7"), ofClients(seen), path);
    }
  }

  static List<String> ofClients(JsonObject seen) {
    List<String> lines = new ArrayList<>();
    for (JsonElement each : seen.get("headers").getAsJsonArray()) {
      String name = each.getAsJsonArray().get(0).getAsString().toLowerCase(Locale.ROOT);
      if (name.startsWith("x-") || name.startsWith("http")) {
        lines.add(name + " " + each.getAsJsonArray().get(1).getAsString());
      }
    }
    lines.sort(null);
    return lines;
  }

  /** A page's expressions in Tomcat, and the arguments that Spring hands to a controller. */
  @Test
  default void whatReadsForTheApplicationReadsTheSame() throws Exception {
    String path = switch (cell().container().launcher()) {
      case "tomcat" -> "/header.jsp";
      case "boot" -> "/spring/header";
      default -> null;
    };
    if (path == null) {
      return;
    }
    assertEquals("203.0.113.7 203.0.113.7",
        site().direct(Site.PROXY, path, "X-Forwarded-For: 6.6.6.6, 203.0.113.7").body().strip());
    assertEquals("null" + (path.endsWith(".jsp") ? "" : " null"), // an expression writes nothing for null
        site().direct("127.0.0.66", path, "X-Forwarded-For: 6.6.6.6").body().strip());
  }

  @Test
  default void requestsOfOneConnectionHaveHeadersOfTheirOwn() throws Exception {
    try (Connection connection = site().connect(Site.PROXY)) {
      for (int i = 0; i < 50; i++) {
        String client = "203.0.113." + i;
        assertEquals(List.of("x-forwarded-for " + client),
            ofClients(connection.get("/whoami", "X-Forwarded-For: 6.6.6.6, " + client).json()));
        assertEquals(List.of(), ofClients(connection.get("/whoami").json()));
        assertEquals(List.of(), ofClients(connection.get("/whoami", "X-Real-IP: 6.6.6.6").json()));
      }
    }
  }

  /** Some containers add what comes behind the body to the headers. */
  @Test
  default void aTrailerIsNotRead() throws Exception {
    List<String> expected = List.of("x-forwarded-for 203.0.113.7");
    if (!cell().differs(Difference.NO_TRAILERS)) {
      for (String trailer : List.of("X-Forwarded-For: 6.6.6.6", "X-Real-IP: 6.6.6.6")) {
        ChunkedPost post = new ChunkedPost("/body/late", "field=value", trailer);
        try (Connection connection = site().connect(Site.PROXY)) {
          connection.send(post.head() + post.rest());
          assertFalse(connection.read().body().contains(FORGED), trailer);
          assertEquals(expected, ofClients(connection.get("/whoami", "X-Forwarded-For: 203.0.113.7").json()));
        }
      }
    }
    if (!cell().differs(Difference.NO_HTTP2) && !cell().differs(Difference.NO_HTTP2_TRAILERS)) {
      try (Http2Connection connection = Http2Connection.from(Site.PROXY, site().server().address())) {
        connection.post(1, "/body/late", "x-forwarded-for: 203.0.113.7").body(1, Http2HeadTests.FORM)
            .trailer(1, "x-forwarded-for: 6.6.6.6").send();
        assertEquals(expected, ofClients(connection.read(1).json()));
        connection.post(3, "/body/late").body(3, Http2HeadTests.FORM).trailer(3, "x-forwarded-for: 6.6.6.6").send();
        assertEquals(List.of(), ofClients(connection.read(3).json()));
      }
    }
  }

  @Test
  default void aWebSocketsHandshakeReadsTheSame() throws Exception {
    if (cell().differs(Difference.NO_WEBSOCKET)) {
      return;
    }
    for (String peer : List.of(Site.PROXY, "127.0.0.66")) {
      Connection.Response response = site().direct(peer, "/websocket", "Connection: Upgrade", "Upgrade: websocket",
          "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "X-Forwarded-For: 6.6.6.6, 203.0.113.7");
      assertEquals(101, response.status());
      List<String> possible = peer.equals(Site.PROXY) ? List.of("[203.0.113.7]") : List.of("null", "[]");
      assertTrue(possible.stream().anyMatch(each -> response.headers().contains("x-whoami-forwarded-for: " + each)),
          response.headers()::toString);
    }
  }

  /** Whatever fails in the functions behind the bridge: what a client has written is not read, all else is. */
  @ParameterizedTest
  @ValueSource(strings = {"throw", "overflow", "wrong"})
  default void aFaultHidesTheHeaders(String kind) throws Exception {
    site().expect(FaultTests.LINE);
    for (String field : List.of("watched", "verified", "verifiedNames", "client", "head")) {
      Path mark = Files.createTempFile(site().server().base(), "fault", ".mark");
      try {
        site().direct("127.0.0.66", "/fault?field=" + field + "&kind=" + kind + "&while=" + mark);
        for (String path : List.of("/whoami", "/forward", "/async")) {
          Connection.Response response = site().direct(Site.PROXY, path, "X-Forwarded-For: 6.6.6.6, 203.0.113.7",
              "HTTP_CLIENT_IP: 6.6.6.6", "X-Other: 6.6.6.7");
          assertEquals(200, response.status(), field);
          assertFalse(response.body().contains(FORGED), field + response.body());
          assertTrue(ofClients(response.json()).contains("x-other 6.6.6.7"), field + response.body());
        }
      } finally {
        Files.delete(mark);
        site().direct("127.0.0.66", "/fault?reset=true");
      }
      assertEquals(List.of("x-forwarded-for 203.0.113.7"), ofClients(site().direct(Site.PROXY, "/whoami",
          "X-Forwarded-For: 203.0.113.7").json()), "after " + field);
    }
  }
}
