package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Requests over one connection, several in each packet, of every kind that may leave something behind in the
 * container's request object: with a client, without one, with a trailer, answered by another thread, and now and then
 * a broken head, which ends the connection. Each has to be answered with its own client.
 *
 * <p>Requests have numbers, which the application with servlets shows among the headers: without an agent, too, Jetty
 * 12.1 has gone back in a packet behind an asynchronous request and answered again what it had answered, 4 times in
 * 740,000 requests. Such an answer has to have its own client as well, and may come once.
 */
final class RecycledRequests implements Callable<Void> {
  private static final int IN_A_PACKET = 10;
  private static final int PACKETS_OF_A_CONNECTION = 50;
  private static final String NUMBER = "X-Number";
  private static final BrokenHead[] BROKEN = {
    BrokenHead.ILLEGAL_CHARACTER, BrokenHead.LONGER_LINE, BrokenHead.BLANK_BEFORE_COLON, BrokenHead.END_OF_STREAM};

  private final Site site;
  private final boolean hasServlets;
  private final boolean trailers;
  private final boolean outOfOrder;
  private final boolean pipelined;
  private final int network;
  private final int requests;
  private int sent;
  private int answered;
  private boolean wentBack;

  RecycledRequests(Cell cell, Site site, int network, int requests) {
    this.site = site;
    this.hasServlets = cell.container().hasServlets();
    this.trailers = !cell.differs(Difference.NO_TRAILERS);
    this.outOfOrder = cell.differs(Difference.ANSWERS_OUT_OF_ORDER);
    this.pipelined = !cell.differs(Difference.PIPELINING_RACE);
    this.network = network;
    this.requests = requests;
  }

  @Override
  public Void call() throws Exception {
    for (int connections = 0; answered < requests; connections++) {
      try (Connection connection = site.connect(Site.PROXY)) {
        for (int packet = 0; packet < PACKETS_OF_A_CONNECTION && goesOn(connection); packet++) {
          exchange(connection);
        }
        if (!connection.isClosed()) {
          BROKEN[connections % BROKEN.length].send(connection, "/address", "198.51.100.81", null);
        }
      }
    }
    return null;
  }

  private boolean goesOn(Connection connection) {
    return answered < requests && !connection.isClosed();
  }

  private void exchange(Connection connection) throws IOException {
    StringBuilder packet = new StringBuilder();
    do {
      packet.append(request(sent));
    } while (!endsPacket(sent++) && sent - answered < IN_A_PACKET);
    connection.send(packet.toString());
    while (answered < sent && !connection.isClosed()) {
      Connection.Response response = connection.read();
      int number = hasServlets ? number(response) : answered;
      assertEquals(hasClient(number) ? client(number) : Site.PROXY,
          showsAll(number) ? response.address() : response.body(), "request " + number);
      if (number == answered) {
        answered++;
      } else {
        assertFalse(wentBack, () -> "again answered " + number + " instead of " + answered);
        wentBack = true;
        connection.close(); // what is not answered is asked over another one
      }
    }
    sent = answered; // where the container ends a connection after so many requests, it leaves some unanswered
  }

  /** The number of the request that this answers. */
  private static int number(Connection.Response response) {
    List<String> numbers = IdiomTests.read(response.json(), NUMBER);
    assertEquals(1, numbers.size(), response::toString);
    return Integer.parseInt(numbers.get(0));
  }

  private String request(int number) {
    String header = (hasClient(number) ? "X-Forwarded-For: " : "X-Other: ") + client(number)
        + "\r\n" + NUMBER + ": " + number;
    if (isPost(number)) {
      String body = number % 2 == 0 ? "" : "field=value";
      ChunkedPost post = new ChunkedPost("/body/late", body, "X-Forwarded-For: 6.6.6.6");
      return post.head(header) + post.rest();
    }
    String path = isAsync(number) ? "/async" : showsAll(number) ? "/whoami" : "/address";
    return "GET " + path + " HTTP/1.1\r\nHost: example.org\r\n" + header + "\r\n\r\n";
  }

  /** Not every container sees what is behind a body. */
  private boolean endsPacket(int number) {
    return isPost(number) || !pipelined || outOfOrder && isAsync(number);
  }

  /** Whether it is answered with all that the application sees, and not with the address alone. */
  private boolean showsAll(int number) {
    return hasServlets || isPost(number) || isAsync(number);
  }

  private boolean isPost(int number) {
    return trailers && number % 7 == 3;
  }

  private boolean isAsync(int number) {
    return number % 11 == 5 && !isPost(number);
  }

  /** Whether this request names one; of others, the peer is the answer. */
  static boolean hasClient(int number) {
    return number % 5 != 4;
  }

  private String client(int number) {
    return client(network, number);
  }

  /** Whom a request that names a client names. */
  static String client(int network, int number) {
    return "198.18." + network + "." + number % 251;
  }
}
