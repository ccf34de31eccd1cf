package io.github.realip.benchmarks.load;

import io.github.realip.benchmarks.Agent;
import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.Part;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Connections to Tomcat with and without the PROXY protocol, one request each and many, from one client; straight and
 * through HAProxy, which says who the client is in its two ways. The sides take turns, and of each its best turn
 * counts.
 */
public final class Connections implements Part {

  private static final String SENDER = "127.0.0.10";
  private static final String OTHER = "127.0.0.1";
  private static final String CLIENT = "203.0.113.7";
  private static final byte[] NOTHING = {};
  private static final byte[] VERSION_1 =
      "PROXY TCP4 203.0.113.7 127.0.0.1 40000 80\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VERSION_2 =
      HexFormat.of().parseHex("0d0a0d0a000d0a515549540a2111000ccb0071077f0000019c400050");
  private static final byte[] REQUEST =
      "GET /whoami HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int TURNS = 60;
  private static final int KEPT = 20;

  /**
   * What is compared, and what was measured of it.
   *
   * @param header what a connection begins with
   * @param expected the address that the application must see
   * @param connections microseconds of a connection with one request
   * @param requests microseconds of a request on a connection that is there
   */
  private record Side(String title, InetSocketAddress server, String from, byte[] header, String expected,
      Samples connections, Samples requests) {

    Side(String title, InetSocketAddress server, String from, byte[] header, String expected) {
      this(title, server, from, header, expected, new Samples(), new Samples());
    }
  }

  @Override
  public Findings measure(Budget budget) throws Exception {
    Container tomcat = Matrix.containers().stream().filter(each -> each.toString().startsWith("Tomcat 9."))
        .findFirst().orElseThrow();
    List<String> reading = new ArrayList<>(Agent.ours().options());
    reading.add("-Drealip.proxy-protocol=" + SENDER);
    List<Side> sides = new ArrayList<>();
    try (Server plain = start(tomcat, "no agent", List.of());
        Server agent = start(tomcat, "realip-agent", Agent.ours().options());
        Server reader = start(tomcat, "realip-agent that reads", reading);
        ReverseProxy http = ReverseProxy.Kind.HAPROXY.start(
            ReverseProxy.Setup.plain("127.0.0.1", OTHER, agent.address()));
        ReverseProxy tcp = TcpLoadBalancer.start(
            ReverseProxy.Setup.plain("127.0.0.1", SENDER, reader.address()), "", "send-proxy-v2")) {
      sides.add(new Side("no agent", plain.address(), OTHER, NOTHING, OTHER));
      sides.add(new Side("realip-agent, nothing set", agent.address(), OTHER, NOTHING, OTHER));
      sides.add(new Side("`proxy-protocol` set, a peer that is not listed", reader.address(), OTHER, NOTHING, OTHER));
      sides.add(new Side("version 1 from a listed peer", reader.address(), SENDER, VERSION_1, CLIENT));
      sides.add(new Side("version 2 from a listed peer", reader.address(), SENDER, VERSION_2, CLIENT));
      sides.add(new Side("HAProxy, `mode http` with `X-Forwarded-For`", http.address(), OTHER, NOTHING, OTHER));
      sides.add(new Side("HAProxy, `mode tcp` with `send-proxy-v2`", tcp.address(), OTHER, NOTHING, OTHER));
      int number = 20 * budget.loadSeconds;
      sides.forEach(side -> run(side, 100 * number)); // until it is compiled
      sides.replaceAll(side -> new Side(side.title(), side.server(), side.from(), side.header(), side.expected()));
      for (int turn = 0; turn < TURNS; turn++) {
        for (int i = 0; i < sides.size(); i++) {
          run(sides.get(turn % 2 == 0 ? i : sides.size() - 1 - i), number);
        }
      }
    }
    Table table = new Table("connections", "one with one request, \u00b5s", "to no agent", "a request more, \u00b5s");
    for (Side side : sides) {
      table.row(side.title(), "%.0f".formatted(side.connections().least()),
          "%.2f".formatted(side.connections().least() / sides.get(0).connections().least()),
          "%.0f".formatted(side.requests().least()));
    }
    String headline = "**A connection** with one request takes %.0f \u00b5s without the agent, %.0f with it and %.0f"
        + " with the PROXY protocol read";
    return new Findings("", headline.formatted(sides.get(0).connections().least(), sides.get(1).connections().least(),
        sides.get(4).connections().least()), table.toString());
  }

  private static Server start(Container container, String title, List<String> options) throws Exception {
    List<String> all = new ArrayList<>(options);
    all.add("-Xmx256m");
    return Server.start(new Launch(container, Jdk.current(), all, false), Place.here(container + " with " + title));
  }

  private static void run(Side side, int number) {
    try {
      long connections = 0;
      long requests = 0;
      for (int i = 0; i < number; i++) {
        long start = System.nanoTime();
        try (Socket socket = new Socket()) {
          socket.setTcpNoDelay(true);
          socket.bind(new InetSocketAddress(InetAddress.getByName(side.from()), 0));
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
          if (i % KEPT == 0) {
            for (int more = 0; more < KEPT; more++) {
              answer(socket, REQUEST, in);
            }
            requests += System.nanoTime() - answered;
          }
        }
      }
      side.connections().add(connections / 1e3 / number);
      side.requests().add(requests / 1e3 / number);
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
