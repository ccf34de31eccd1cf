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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final int TURNS = 2;
  /** Differences of a tenth need no more. */
  private static final int YARDSTICK_ROUNDS = 2;

  /**
   * What is compared, and what was measured of it.
   *
   * @param forwarding whether the container's own valve or filter is switched on
   */
  private record Side(String title, List<String> options, boolean forwarding, int rounds, List<Figures> figures) {

    Side(String title, List<String> options, boolean forwarding, int rounds) {
      this(title, options, forwarding, rounds, new ArrayList<>());
    }

    Samples of(ToDoubleFunction<Figures> what) {
      Samples samples = new Samples();
      figures.forEach(each -> samples.add(what.applyAsDouble(each)));
      return samples;
    }
  }

  /**
   * Of one turn.
   *
   * @param cpuMicros CPU time of the server for one request
   */
  private record Figures(Wrk.Figures wrk, double cpuMicros) {
  }

  private static final Map<String, ToDoubleFunction<Figures>> RATIOS = new LinkedHashMap<>();

  static {
    RATIOS.put("requests/s to no agent", each -> each.wrk().requestsPerSecond());
    RATIOS.put("CPU", Figures::cpuMicros);
    RATIOS.put("p50", each -> each.wrk().p50());
    RATIOS.put("p99", each -> each.wrk().p99());
    RATIOS.put("p99.9", each -> each.wrk().p999());
  }

  @Override
  public Findings measure(Budget budget) throws Exception {
    List<String> columns = new ArrayList<>(
        List.of("container", "with", "requests/s", "CPU a request, \u00b5s", "p50, ms", "p99, ms", "p99.9, ms"));
    columns.addAll(RATIOS.keySet());
    Table table = new Table(columns.toArray(String[]::new));
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
      List<String> ratios = ratios(sides.get(1), sides.get(0));
      figures.add("%s %s (%s)".formatted(container, ratios.get(0), ratios(sides.get(2), sides.get(0)).get(0)));
      headlines.add("%s %s and %s".formatted(container, ratios.get(0), ratios.get(3)));
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
    sides.add(new Side("no agent", List.of(), false, budget.rounds));
    sides.add(new Side("realip-agent", ours, false, budget.rounds));
    sides.add(new Side("no agent, once more", List.of(), false, budget.rounds));
    if (container.launcher().equals("tomcat")) {
      sides.add(new Side("RemoteIpValve", List.of(), true, YARDSTICK_ROUNDS));
    }
    Agent openTelemetry = Agent.openTelemetry();
    sides.add(new Side(openTelemetry.title(), openTelemetry.options(), false, YARDSTICK_ROUNDS));
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
        boolean resolves = side.forwarding() || side.title().equals("realip-agent");
        assertAddress(resolves ? CLIENT : "127.0.0.1", side, servers.get(servers.size() - 1));
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
    Wrk.Figures figures = Wrk.run(server.address(), budget.loadSeconds);
    double cpuMicros = (server.process().cpuTime().toNanos() - before) / 1e3;
    return new Figures(figures, cpuMicros / (figures.requestsPerSecond() * budget.loadSeconds));
  }

  private static void assertAddress(String expected, Side side, Server server) throws Exception {
    try (Connection connection = Connection.from("127.0.0.1", server.address())) {
      String address = connection.get("/whoami", "X-Forwarded-For: 203.0.113.7, 127.0.0.2").address();
      if (!address.equals(expected)) {
        throw new IllegalStateException(side.title() + " answers " + address);
      }
    }
  }

  private static void write(Table table, String container, Side side, Side none) {
    List<String> row = new ArrayList<>(List.of(container, side.title(),
        "%,.0f".formatted(side.of(each -> each.wrk().requestsPerSecond()).median()),
        "%.1f".formatted(side.of(Figures::cpuMicros).median()),
        millis(side.of(each -> each.wrk().p50())), millis(side.of(each -> each.wrk().p99())),
        millis(side.of(each -> each.wrk().p999()))));
    row.addAll(ratios(side, none));
    table.row(row.toArray(String[]::new));
  }

  private static String millis(Samples micros) {
    return "%.2f".formatted(micros.median() / 1000);
  }

  private static List<String> ratios(Side side, Side none) {
    return RATIOS.values().stream().map(what -> "%.3f".formatted(side.of(what).medianRatioTo(none.of(what)))).toList();
  }
}
