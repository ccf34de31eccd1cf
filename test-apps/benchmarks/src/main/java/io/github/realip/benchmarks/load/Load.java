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
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * {@code whoami} under load over real sockets. All servers of a container are up at once and take turns, A B A B, so
 * that each figure has a neighbour of the same moment; what counts are the ratios of neighbours.
 */
public final class Load implements Part {

  private static final List<String> CONTAINERS =
      List.of("Tomcat 9.", "Tomcat 11.", "Jetty 12.0.31 ee10", "Undertow 2.3.");
  private static final String CLIENT = "203.0.113.7";

  /** A server and what was measured of it. */
  private record Side(String title, Server server, List<Wrk.Figures> figures) {

    Samples of(ToDoubleFunction<Wrk.Figures> what) {
      Samples samples = new Samples();
      figures.forEach(each -> samples.add(what.applyAsDouble(each)));
      return samples;
    }
  }

  @Override
  public Findings measure(Budget budget) throws Exception {
    Table table = new Table("container", "with", "requests/s", "p50, ms", "p99, ms", "p99.9, ms",
        "requests/s to no agent", "p50", "p99", "p99.9");
    List<String> headlines = new ArrayList<>();
    List<String> figures = new ArrayList<>();
    for (String name : CONTAINERS) {
      Container container = Matrix.containers().stream().filter(each -> each.toString().startsWith(name))
          .findFirst().orElseThrow();
      System.out.println("loading " + container);
      List<Side> sides = new ArrayList<>();
      try {
        start(container, sides);
        measure(sides, budget);
      } finally {
        sides.forEach(side -> side.server().close());
      }
      for (Side side : sides) {
        write(table, container.toString(), side, sides.get(0));
      }
      figures.add("%s %s".formatted(container, ratio(sides.get(1), sides.get(0),
          Wrk.Figures::requestsPerSecond)));
      headlines.add("%s %.3f and %.3f".formatted(container,
          sides.get(1).of(Wrk.Figures::requestsPerSecond).medianRatioTo(
              sides.get(0).of(Wrk.Figures::requestsPerSecond)),
          sides.get(1).of(Wrk.Figures::p99).medianRatioTo(sides.get(0).of(Wrk.Figures::p99))));
    }
    return new Findings("Requests per second with the agent, as a ratio to those without: "
        + String.join(", ", figures) + ".",
        "**Under load**, throughput and p99 to no agent: " + String.join("; ", headlines),
        table.toString());
  }

  private static void start(Container container, List<Side> sides) throws Exception {
    Agent ours = new Agent("realip-agent",
        Agent.ours().options().stream().map(option -> option.replace("=127.0.0.1", "=127.0.0.1,127.0.0.2")).toList());
    sides.add(side("no agent", container, List.of(), false));
    sides.add(side(ours.title(), container, ours.options(), false));
    assertAddress(CLIENT, sides.get(1));
    if (container.launcher().equals("tomcat")) {
      sides.add(side("RemoteIpValve", container, List.of(), true));
      assertAddress(CLIENT, sides.get(2));
    }
    Agent openTelemetry = Agent.openTelemetry();
    sides.add(side(openTelemetry.title(), container, openTelemetry.options(), false));
  }

  private static Side side(String title, Container container, List<String> options, boolean forwarding)
      throws Exception {
    List<String> all = new ArrayList<>(options);
    all.add("-Xmx512m");
    Server server = Server.start(new Launch(container, Jdk.current(), all, forwarding),
        Place.here(container + " with " + title)); // all are up at once
    return new Side(title, server, new ArrayList<>());
  }

  private static void assertAddress(String expected, Side side) throws Exception {
    try (Connection connection = Connection.from("127.0.0.1", side.server().address())) {
      String address = connection.get("/whoami", "X-Forwarded-For: 203.0.113.7, 127.0.0.2").address();
      if (!address.equals(expected)) {
        throw new IllegalStateException(side.title() + " answers " + address);
      }
    }
  }

  private static void measure(List<Side> sides, Budget budget) throws Exception {
    for (Side side : sides) {
      Wrk.run(side.server().address(), 2 * budget.loadSeconds); // until it is compiled
    }
    List<Side> turns = new ArrayList<>(sides);
    for (int round = 0; round < budget.rounds; round++) {
      for (Side side : turns) {
        side.figures().add(Wrk.run(side.server().address(), budget.loadSeconds));
      }
      Collections.reverse(turns); // neither side is always the first
    }
  }

  private static void write(Table table, String container, Side side, Side none) {
    table.row(container, side.title(), "%,.0f".formatted(side.of(Wrk.Figures::requestsPerSecond).median()),
        millis(side.of(Wrk.Figures::p50)), millis(side.of(Wrk.Figures::p99)), millis(side.of(Wrk.Figures::p999)),
        ratio(side, none, Wrk.Figures::requestsPerSecond), ratio(side, none, Wrk.Figures::p50),
        ratio(side, none, Wrk.Figures::p99), ratio(side, none, Wrk.Figures::p999));
  }

  private static String millis(Samples micros) {
    return "%.2f".formatted(micros.median() / 1000);
  }

  private static String ratio(Side side, Side none, ToDoubleFunction<Wrk.Figures> what) {
    return "%.3f".formatted(side.of(what).medianRatioTo(none.of(what)));
  }
}
