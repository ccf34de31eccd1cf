package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What only Vert.x has. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("cells")
class VertxIT extends EachCell {
  private static final int PATIENCE_SECONDS = 60;

  /** Of the run's cells each version; without names the newest. */
  static List<Cell> cells() {
    List<Cell> cells = Cell.withoutServlets().stream()
        .filter(cell -> cell.container().launcher().equals("vertx")).toList();
    return Selection.OF_THIS_RUN.names().isEmpty() ? cells.subList(Math.max(0, cells.size() - 1), cells.size()) : cells;
  }

  @Override
  Site start(Cell cell) throws Exception {
    return cell.start(Site.agent("::1"), false);
  }

  @Test
  @Shows(Aspect.WEBSOCKET)
  void anOpenWebSocketHasTheClientOfItsHandshake() throws Exception {
    assertEquals("203.0.113.7", said("::1"));
    assertEquals("127.0.0.1", said("127.0.0.1"));
  }

  /** What the server says first. */
  private String said(String peer) throws Exception {
    InetSocketAddress server = site.server().address(peer);
    String host = peer.contains(":") ? "[" + peer + "]" : peer;
    CompletableFuture<String> first = new CompletableFuture<>();
    WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder().header("X-Forwarded-For", "203.0.113.7")
        .buildAsync(URI.create("ws://" + host + ":" + server.getPort() + "/socket"), new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket unused, CharSequence text, boolean last) {
            first.complete(text.toString());
            return null;
          }
        }).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    try {
      return first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } finally {
      socket.abort();
    }
  }
}
