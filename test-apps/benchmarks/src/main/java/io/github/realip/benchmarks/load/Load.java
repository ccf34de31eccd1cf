package io.github.realip.benchmarks.load;

import io.github.realip.benchmarks.Agent;
import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.Part;
import io.github.realip.benchmarks.Samples;
import io.github.realip.benchmarks.Table;
import io.github.realip.containers.Connection;
import io.github.realip.containers.Container;
import io.github.realip.containers.Jdk;
import io.github.realip.containers.Launch;
import io.github.realip.containers.Matrix;
import io.github.realip.containers.Place;
import io.github.realip.containers.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * {@code whoami} under load over real sockets. All servers of a container are up at once and take turns, A B B A, so
 * that each figure has a neighbour of the same moment; what counts are the ratios of neighbours. No two JVMs compile
 * the same code to the same machine code, so each round has new servers, and two of them have no agent: how far these
 * are apart is what the figures cannot show.
 */
public final class Load implements Part {

  private static final List<String> CONTAINERS =
      List.of("Tomcat 9.", "Tomcat 11.", "Jetty 12.0.31 ee10", "Undertow 2.3.");
  private static final String CLIENT = "203.0.113.7";
  private static final String PEER = "127.0.0.1";
  private static final int TURNS = 2;
  /** Differences of a tenth need no more. */
  private static final int YARDSTICK_ROUNDS = 2;

  /**
   * What is compared, and what was measured of it.
   *
   * @param forwarding whether the container's own valve or filter is switched on
   * @param expected the address that the application must see
   */
  private record Side(String title, List<String> options, boolean forwarding, String expected, int rounds,
      List<Figures> figures) {

    Side(String title, List<String> options, boolean forwarding, String expected, int rounds) {
      this(title, options, forwarding, expected, rounds, new ArrayList<>());
    }

    Samples of(ToDoubleFunction<Figures> what) {
      Samples samples = new Samples();
      figures.forEach(each -> samples.add(what.applyAsDouble(each)));
      return samples;
    }
  }

  /**
   * Of one turn; times in microseconds.
   *
   * @param cpu CPU time of the server for one request
   */
  private record Figures(double requestsPerSecond, double cpu, double p50, double p99, double p999) {
  }

  @Override
  public Findings measure(Budget budget) throws Exception {
    Table table = new Table("container", "with", "requests/s", "CPU a request, \u00b5s", "p50, ms", "p99, ms",
        "p99.9, ms", "requests/s to no agent", "CPU", "p50", "p99", "p99.9");
    List<String> headlines = new ArrayList<>();
    List<String> figures = new ArrayList<>();
    for (String name : CONTAINERS) {
      Container container = Matrix.containers().stream().filter(each -> each.toString().startsWith(name))
          .findFirst().orElseThrow();
      System.out.println("loading " + container);
      List<Side> sides = sides(container, budget);
      for (int round = 0; round < budget.rounds; round++) {
        int number = round;
        measure(container, sides.stream().filter(side -> number < side.rounds()).toList(), budget);
      }
      for (Side side : sides) {
        write(table, container.toString(), side, sides.get(0));
      }
      Side none = sides.get(0);
      String throughput = ratio(sides.get(1), none, Figures::requestsPerSecond);
      figures.add("%s %s (%s)".formatted(container, throughput, ratio(sides.get(2), none, Figures::requestsPerSecond)));
      headlines.add("%s %s and %s".formatted(container, throughput, ratio(sides.get(1), none, Figures::p99)));
    }
    return new Findings("Requests per second with the agent, as a ratio to those without"
        + " (in brackets: without, once more): " + String.join(", ", figures) + ".",
        "**Under load**, throughput and p99 to no agent: " + String.join("; ", headlines),
        table.toString());
  }

  private static List<Side> sides(Container container, Budget budget) throws Exception {
    List<Side> sides = new ArrayList<>();
    List<String> ours = Agent.ours().options().stream()
        .map(option -> option.replace("=127.0.0.1", "=127.0.0.1,127.0.0.2")).toList();
    sides.add(new Side("no agent", List.of(), false, PEER, budget.rounds));
    sides.add(new Side("realip-agent", ours, false, CLIENT, budget.rounds));
    sides.add(new Side("no agent, once more", List.of(), false, PEER, budget.rounds));
    if (container.launcher().equals("tomcat")) {
      sides.add(new Side("RemoteIpValve", List.of(), true, CLIENT, YARDSTICK_ROUNDS));
    }
    Agent openTelemetry = Agent.openTelemetry();
    sides.add(new Side(openTelemetry.title(), openTelemetry.options(), false, PEER, YARDSTICK_ROUNDS));
    return sides;
  }

  private static void measure(Container container, List<Side> sides, Budget budget) throws Exception {
    List<Server> servers = new ArrayList<>();
    try {
      for (Side side : sides) {
        List<String> options = new ArrayList<>(side.options());
        options.add("-Xmx512m");
        servers.add(Server.start(new Launch(container, Jdk.current(), options, side.forwarding()),
            Place.here(container + " with " + side.title()))); // all are up at once
        assertAddress(side, servers.get(servers.size() - 1));
      }
      for (Server server : servers) {
        Wrk.run(server.address(), 4 * budget.loadSeconds); // until it is compiled
      }
      for (int turn = 0; turn < TURNS; turn++) {
        for (int i = 0; i < sides.size(); i++) {
          int at = turn % 2 == 0 ? i : sides.size() - 1 - i; // neither side is always the first
          sides.get(at).figures().add(run(servers.get(at), budget));
        }
      }
    } finally {
      servers.forEach(Server::close);
    }
  }

  private static Figures run(Server server, Budget budget) throws Exception {
    long before = server.process().cpuTime().toNanos();
    Wrk.Figures wrk = Wrk.run(server.address(), budget.loadSeconds);
    double cpuMicros = (server.process().cpuTime().toNanos() - before) / 1e3;
    return new Figures(wrk.requestsPerSecond(), cpuMicros / (wrk.requestsPerSecond() * budget.loadSeconds),
        wrk.p50(), wrk.p99(), wrk.p999());
  }

  private static void assertAddress(Side side, Server server) throws Exception {
    try (Connection connection = Connection.from(PEER, server.address())) {
      String address = connection.get("/whoami", "X-Forwarded-For: 203.0.113.7, 127.0.0.2").address();
      if (!address.equals(side.expected())) {
        throw new IllegalStateException(side.title() + " answers " + address);
      }
    }
  }

  private static void write(Table table, String container, Side side, Side none) {
    table.row(container, side.title(), "%,.0f".formatted(side.of(Figures::requestsPerSecond).median()),
        "%.1f".formatted(side.of(Figures::cpu).median()), millis(side.of(Figures::p50)), millis(side.of(Figures::p99)),
        millis(side.of(Figures::p999)), ratio(side, none, Figures::requestsPerSecond),
        ratio(side, none, Figures::cpu), ratio(side, none, Figures::p50), ratio(side, none, Figures::p99),
        ratio(side, none, Figures::p999));
  }

  private static String millis(Samples micros) {
    return "%.2f".formatted(micros.median() / 1000);
  }

  private static String ratio(Side side, Side none, ToDoubleFunction<Figures> what) {
    return "%.3f".formatted(side.of(what).medianRatioTo(none.of(what)));
  }
}
