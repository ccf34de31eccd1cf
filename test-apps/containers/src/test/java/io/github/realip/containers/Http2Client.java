package io.github.realip.containers;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Java's own HTTP/2 client without TLS: it asks the server with the first request to upgrade the connection. It cannot
 * choose the address it comes from, but the one that it connects to: over IPv6 the peer is {@code ::1}.
 */
final class Http2Client {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).connectTimeout(TIMEOUT).build();
  private final InetSocketAddress server;

  Http2Client(InetSocketAddress server) {
    this.server = server;
  }

  /** One request that is said to be for this client. */
  Answer get(String path, String forwardedFor) throws Exception {
    return Answer.of(client.send(request(path, forwardedFor), BodyHandlers.ofString()));
  }

  /** Many requests at once over one connection, each said to be for another client. */
  List<Answer> getAll(String path, List<String> forwardedFor) throws Exception {
    List<CompletableFuture<HttpResponse<String>>> running = new ArrayList<>();
    for (String each : forwardedFor) {
      running.add(client.sendAsync(request(path, each), BodyHandlers.ofString()));
    }
    List<Answer> answers = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> each : running) {
      answers.add(Answer.of(each.get()));
    }
    return answers;
  }

  private HttpRequest request(String path, String forwardedFor) {
    String host = server.getAddress().getHostAddress();
    String authority = (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getPort();
    return HttpRequest.newBuilder(URI.create("http://" + authority + path))
        .timeout(TIMEOUT).header("X-Forwarded-For", forwardedFor).build();
  }

  /**
   * An answer.
   *
   * @param version the protocol that it came over
   * @param response the rest
   */
  record Answer(HttpClient.Version version, Connection.Response response) {

    private static Answer of(HttpResponse<String> response) {
      return new Answer(response.version(), new Connection.Response(response.statusCode(), List.of(), response.body()));
    }
  }
}
