package io.github.realip.benchmarks.load;

import io.github.realip.benchmarks.Agent;
import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.Chart;
import io.github.realip.benchmarks.Interval;
import io.github.realip.benchmarks.Part;
import io.github.realip.benchmarks.Results;
import io.github.realip.benchmarks.Samples;
import io.github.realip.benchmarks.Table;
import io.github.realip.containers.Container;
import io.github.realip.containers.Jdk;
import io.github.realip.containers.Launch;
import io.github.realip.containers.Matrix;
import io.github.realip.containers.Place;
import io.github.realip.containers.ReverseProxy;
import io.github.realip.containers.Server;
import io.github.realip.containers.TcpLoadBalancer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Connections to Tomcat with and without the PROXY protocol, one request each and many, from one client; straight and
 * through HAProxy, which says who the client is in its two ways. The sides take turns, and a round has new
 * servers.
 */
public final class Connections implements Part {

  private static final String SENDERS = "127.0.1.0/24";
  private static final String SENDER = "127.0.1.%d";
  private static final String OTHER = "127.0.2.%d";
  private static final String PROXY = "127.0.0.1";
  private static final String CLIENT = "203.0.113.7";
  private static final byte[] NOTHING = {};
  private static final byte[] VERSION_1 =
      "PROXY TCP4 203.0.113.7 127.0.0.1 40000 80\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VERSION_2 =
      HexFormat.of().parseHex("0d0a0d0a000d0a515549540a2111000ccb0071077f0000019c400050");
  private static final byte[] REQUEST =
      "GET /whoami HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int TURNS = 12;
  /** In a turn, for each second that a turn under load has. */
  private static final int CONNECTIONS = 100;
  private static final int KEPT = 20;

  private static final String NONE = Agent.NONE.title();
  private static final String OURS = Agent.OURS + ", nothing set";
  private static final String READ = "version 2 from a listed peer";
  private static final String CONNECTION = "a connection with one request, \u00b5s";
  private static final String REQUEST_MORE = "a request more, \u00b5s";

  /**
   * What is compared.
   *
   * @param from the address that connects, in this round only: the kernel keeps the ports of the last one for a while
   * @param header what a connection begins with
   * @param expected the address that the application must see
   */
  private record Side(String title, InetSocketAddress server, String from, byte[] header, String expected) {

    /** One that says nothing of itself. */
    static Side plain(String title, InetSocketAddress server, int number) {
      String from = OTHER.formatted(number);
      return new Side(title, server, from, NOTHING, from);
    }
  }

  @Override
  public Results record(Budget budget, Predicate<String> subjects) throws Exception {
    Results results = new Results();
    Container tomcat = Matrix.containers().stream().filter(each -> each.toString().startsWith("Tomcat 9."))
        .findFirst().orElseThrow();
    for (int round = 1; round <= budget.rounds; round++) {
      System.out.println("connecting to " + tomcat + ", round " + round);
      measure(results, tomcat, round, budget);
    }
    return results;
  }

  private static void measure(Results results, Container tomcat, int round, Budget budget) throws Exception {
    List<String> reading = new ArrayList<>(Agent.ours().options());
    reading.add("-Drealip.proxy-protocol=" + SENDERS);
    String sender = SENDER.formatted(round);
    try (Server plain = start(tomcat, NONE, List.of());
        Server again = start(tomcat, Agent.NONE_AGAIN, List.of());
        Server agent = start(tomcat, Agent.OURS, Agent.ours().options());
        Server reader = start(tomcat, Agent.OURS + " that reads", reading);
        Server proxied = start(tomcat, Agent.OURS + " behind HAProxy", Agent.ours().options());
        ReverseProxy http = ReverseProxy.Kind.HAPROXY.start( // it keeps connections open, so it has a server of its own
            ReverseProxy.Setup.plain("127.0.0.1", PROXY, proxied.address()));
        ReverseProxy tcp = TcpLoadBalancer.start(
            ReverseProxy.Setup.plain("127.0.0.1", sender, reader.address()), "", "send-proxy-v2")) {
      int first = 10 * round;
      int number = CONNECTIONS * budget.loadSeconds;
      List<Side> sides = new ArrayList<>(List.of(
          Side.plain(NONE, plain.address(), first),
          Side.plain(Agent.NONE_AGAIN, again.address(), first + 5),
          Side.plain(OURS, agent.address(), first + 1),
          Side.plain("`proxy-protocol` set, a peer that is not listed", reader.address(), first + 2),
          new Side("version 1 from a listed peer", reader.address(), sender, VERSION_1, CLIENT),
          new Side(READ, reader.address(), sender, VERSION_2, CLIENT),
          Side.plain("HAProxy, `mode http` with `X-Forwarded-For`", http.address(), first + 3),
          Side.plain("HAProxy, `mode tcp` with `send-proxy-v2`", tcp.address(), first + 4)));
      Collections.rotate(sides, 1 - round); // none is always the first
      Results turns = new Results();
      for (Side side : sides) { // a server with three sides is warm no later than one with one
        long same = sides.stream().filter(other -> other.server().equals(side.server())).count();
        warmUp(side, TimeUnit.SECONDS.toNanos(budget.warmUpSeconds) / same);
      }
      for (int turn = 0; turn < TURNS; turn++) {
        for (int i = 0; i < sides.size(); i++) {
          Side side = sides.get(turn % 2 == 0 ? i : sides.size() - 1 - i);
          run(side, number, KEPT); // another server has had the processor's caches
          turns.add("", side.title(), turn, run(side, number, KEPT));
        }
      }
      for (Side side : sides) {
        results.add(tomcat.toString(), side.title(), round, Map.of(
            CONNECTION, turns.of("", side.title(), CONNECTION).median(),
            REQUEST_MORE, turns.of("", side.title(), REQUEST_MORE).median()));
      }
    }
  }

  @Override
  public Findings show(Results results) {
    Table table = new Table("connections", "rounds", "one with one request, \u00b5s", "to no agent", REQUEST_MORE);
    Chart chart = new Chart("connections", "A connection with one request, to that without an agent", "%.2f", 1);
    String subject = results.subjects().get(0);
    Samples none = results.of(subject, NONE, CONNECTION);
    for (String side : results.sides(subject)) {
      Samples connection = results.of(subject, side, CONNECTION);
      Interval ratio = connection.ratiosTo(none).interval();
      table.row(side, String.valueOf(connection.size()), connection.interval().text("%.0f"),
          side.equals(NONE) ? "" : ratio.text("%.2f"),
          results.of(subject, side, REQUEST_MORE).interval().text("%.0f"));
      if (!side.equals(NONE)) {
        chart.dot(side, ratio, !side.equals(Agent.NONE_AGAIN) && !side.startsWith("HAProxy"));
      }
    }
    String limits = """

        In brackets is where the median lies with 95 %, one value a round of new servers. Such a figure tells what a
        connection takes when there is one at a time; it cannot tell how many a server takes at once, and where the
        interval of a ratio has 1 in it, or that of "no agent, once more" is as far from 1, it cannot tell the side
        from no agent.
        """;
    String headline = "**A connection** with one request takes %.0f \u00b5s without the agent; with it %s times as"
        + " long, with the PROXY protocol read %s";
    return new Findings("", headline.formatted(none.median(),
        results.of(subject, OURS, CONNECTION).ratiosTo(none).interval().text("%.2f"),
        results.of(subject, READ, CONNECTION).ratiosTo(none).interval().text("%.2f")),
        chart.link() + "\n" + table + limits, List.of(chart));
  }

  private static Server start(Container container, String title, List<String> options) throws Exception {
    List<String> all = new ArrayList<>(options);
    all.add("-Xmx256m");
    return Server.start(new Launch(container, Jdk.current(), all, false), Place.here(container + " with " + title));
  }

  private static void warmUp(Side side, long nanos) {
    for (long start = System.nanoTime(); System.nanoTime() - start < nanos;) {
      run(side, KEPT, 1);
    }
  }

  /** Opens so many connections and sends a request on each; on each {@code every}th twenty more. */
  private static Map<String, Double> run(Side side, int number, int every) {
    try {
      long connections = 0;
      long requests = 0;
      for (int i = 0; i < number; i++) {
        try (Socket socket = new Socket()) {
          socket.setTcpNoDelay(true);
          socket.bind(new InetSocketAddress(InetAddress.getByName(side.from()), 0)); // long if few ports are free
          long start = System.nanoTime();
          socket.connect(side.server());
          InputStream in = new BufferedInputStream(socket.getInputStream());
          byte[] first = new byte[side.header().length + REQUEST.length];
          System.arraycopy(side.header(), 0, first, 0, side.header().length);
          System.arraycopy(REQUEST, 0, first, side.header().length, REQUEST.length);
          byte[] seen = answer(socket, first, in);
          long answered = System.nanoTime();
          connections += answered - start;
          if (i == 0 && !new String(seen, StandardCharsets.UTF_8).contains('"' + side.expected() + '"')) {
            throw new IOException("another address: " + new String(seen, StandardCharsets.UTF_8));
          }
          if (i % every == 0) {
            for (int more = 0; more < KEPT; more++) {
              answer(socket, REQUEST, in);
            }
            requests += System.nanoTime() - answered;
          }
        }
      }
      return Map.of(CONNECTION, connections / 1e3 / number, REQUEST_MORE, requests * every / 1e3 / (KEPT * number));
    } catch (IOException e) {
      throw new IllegalStateException(side.title(), e);
    }
  }

  private static byte[] answer(Socket socket, byte[] request, InputStream in) throws IOException {
    socket.getOutputStream().write(request);
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException(status);
    }
    int length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.startsWith("content-length:")) {
        length = Integer.parseInt(line.substring("content-length:".length()).strip());
      }
      if (line.startsWith("transfer-encoding:")) {
        length = -2;
      }
    }
    byte[] body = length >= 0 ? in.readNBytes(length) : NOTHING;
    for (int size = length == -2 ? chunk(in) : 0; size > 0; size = chunk(in)) {
      body = in.readNBytes(size);
      line(in);
    }
    if (length == -2) {
      line(in);
    }
    return body;
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  /** The next line; of names of headers, in lower case. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection is closed");
      }
      line.append((char) c);
    }
    String text = line.toString().strip();
    return text.startsWith("HTTP/") ? text : text.toLowerCase(Locale.ROOT);
  }
}
