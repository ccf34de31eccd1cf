package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.concurrent.Callable;

/**
 * The same as {@link RecycledRequests} over HTTP/2, several streams in each packet; one of each packet is reset in the
 * middle of its body, and what is answered on it does not matter.
 */
final class RecycledStreams implements Callable<Void> {
  private static final int STREAMS_OF_A_PACKET = 9;
  private static final int RESET = 2;
  private static final int POST = 3;
  private static final int ASYNC = 5;
  /** Containers end a connection on which too many streams are reset. */
  private static final int PACKETS_OF_A_CONNECTION = 40;
  private static final String BODY = "v".repeat(2_000);

  private final Site site;
  private final int network;
  private final int requests;
  private int answered;

  RecycledStreams(Site site, int network, int requests) {
    this.site = site;
    this.network = network;
    this.requests = requests;
  }

  @Override
  public Void call() throws Exception {
    while (answered < requests) {
      try (Http2Connection connection = Http2Connection.from(Site.PROXY, site.server().address())) {
        for (int packet = 0; packet < PACKETS_OF_A_CONNECTION && answered < requests; packet++) {
          exchange(connection, 1 + 2 * STREAMS_OF_A_PACKET * packet);
        }
      }
    }
    return null;
  }

  private void exchange(Http2Connection connection, int first) throws IOException {
    for (int i = 0; i < STREAMS_OF_A_PACKET; i++) {
      send(connection, first + 2 * i, i);
    }
    connection.send();
    for (int i = 0; i < STREAMS_OF_A_PACKET; i++) {
      if (i == RESET) {
        continue;
      }
      Connection.Response response = connection.read(first + 2 * i);
      int number = answered + i;
      assertEquals(RecycledRequests.hasClient(number) ? RecycledRequests.client(network, number) : Site.PROXY,
          i == POST || i == ASYNC ? response.address() : response.body(), "request " + number);
    }
    answered += STREAMS_OF_A_PACKET;
  }

  private void send(Http2Connection connection, int stream, int i) {
    int number = answered + i;
    String header = (RecycledRequests.hasClient(number) ? "x-forwarded-for: " : "x-other: ")
        + RecycledRequests.client(network, number);
    if (i == RESET) {
      connection.post(stream, "/body/late", header).body(stream, BODY).reset(stream);
    } else if (i == POST) {
      connection.post(stream, "/body/late", header).body(stream, BODY).end(stream);
    } else {
      connection.get(stream, i == ASYNC ? "/async" : "/address", header);
    }
  }
}
