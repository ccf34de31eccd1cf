package io.github.realip.benchmarks.load;

import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.Chart;
import io.github.realip.benchmarks.Interval;
import io.github.realip.benchmarks.Part;
import io.github.realip.benchmarks.Profile;
import io.github.realip.benchmarks.Results;
import io.github.realip.benchmarks.Table;
import io.github.realip.containers.Container;
import io.github.realip.containers.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * {@code whoami} under load over real sockets. What counts are the ratios of neighbours. No two JVMs compile the same
 * code to the same machine code, so each round has new servers and gives one ratio, and two of them have no agent: how
 * far these are apart is what the figures cannot show.
 */
public final class Load implements Part {

  private static final String TOMCAT_9 = "Tomcat 9.";
  private static final List<String> CONTAINERS =
      List.of(TOMCAT_9, "Tomcat 11.", "Jetty 12.0.31 ee10", "Undertow 2.3.", "Spring Boot 3.5.16 tomcat");
  private static final int CONNECTIONS = 16;

  private static final String NONE_BEHIND_HAPROXY = "no agent, behind HAProxy in `mode tcp`";
  private static final String NONE_RECORDED = "no agent, with a JFR recording";
  private static final String OURS_BEHIND_HAPROXY = Side.OURS + ", behind HAProxy with the PROXY protocol";
  private static final String OURS_RECORDED = Side.OURS + ", with a JFR recording";
  /** What a side is compared with, if it is not the one without an agent. */
  private static final Map<String, String> BASES = Map.of(
      OURS_BEHIND_HAPROXY, NONE_BEHIND_HAPROXY, OURS_RECORDED, NONE_RECORDED);

  private static final List<String> KINDS =
      List.of(Generator.REQUESTS, Turns.CPU, Generator.P50, Generator.P99, Generator.P999);

  @Override
  public Results record(Budget budget, Predicate<String> subjects) throws Exception {
    Results results = new Results();
    for (String name : CONTAINERS) {
      Container container = Matrix.containers().stream().filter(each -> each.toString().startsWith(name))
          .findFirst().orElseThrow();
      if (subjects.test(container.toString())) {
        List<Side> sides = sides(container, budget.rounds);
        for (int round = 1; round <= budget.rounds; round++) {
          System.out.println("loading " + container + ", round " + round);
          Turns.round(results, container.toString(), sides, round, new Wrk(CONNECTIONS, false),
              budget.warmUpSeconds, budget.loadSeconds);
        }
      }
    }
    return results;
  }

  private static List<Side> sides(Container container, int rounds) {
    List<Side> sides = new ArrayList<>(Side.noneAndOurs(container, rounds));
    switch (container.launcher()) {
      case "tomcat" -> {
        sides.add(Side.component("RemoteIpValve", container));
        sides.add(Side.component("RemoteIpFilter", container.withForwarding("remote-ip-filter")));
      }
      case "jetty" -> sides.add(Side.component("ForwardedRequestCustomizer", container));
      case "undertow" -> sides.add(Side.component("ProxyPeerAddressHandler", container));
      default -> sides.add(Side.component("Spring's ForwardedHeaderFilter", container.withForwarding("framework")));
    }
    if (container.toString().startsWith(TOMCAT_9)) {
      sides.addAll(modes(container, rounds));
    }
    sides.addAll(Side.otherAgents(container));
    return sides;
  }

  private static List<Side> modes(Container container, int rounds) {
    String recording = "-XX:StartFlightRecording=settings=default";
    return List.of(
        Side.ours(Side.OURS + ", `rewrite=address,proto,host,port,headers`", container, rounds,
            "-Drealip.rewrite=address,proto,host,port,headers"),
        Side.ours(Side.OURS + ", `mode=observe`", container, rounds, "-Drealip.mode=observe").expecting(Side.PEER),
        Side.none(NONE_BEHIND_HAPROXY, container, rounds).behind(Side.Before.TCP),
        Side.ours(OURS_BEHIND_HAPROXY, container, rounds)
            .behind(Side.Before.PROXY_PROTOCOL, "-Drealip.proxy-protocol=" + Side.SENDER),
        Side.none(NONE_RECORDED, container, rounds, recording),
        Side.ours(OURS_RECORDED, container, rounds, recording));
  }

  @Override
  public Findings show(Results results) {
    Table table = new Table("container", "with", "rounds", Generator.REQUESTS, Turns.CPU, Generator.P50, Generator.P99,
        Generator.P999, "requests/s to no agent", "CPU", "p99", Profile.SHARE);
    Chart chart = new Chart("load", "CPU of a request, to that without an agent", "%.3f", 1);
    List<String> headlines = new ArrayList<>();
    List<String> figures = new ArrayList<>();
    for (String subject : results.subjects()) {
      chart.group(subject);
      for (String side : results.sides(subject)) {
        List<String> cells = new ArrayList<>(List.of(
            subject, side, String.valueOf(results.of(subject, side, Turns.CPU).size())));
        KINDS.forEach(kind -> cells.add((kind.equals(Generator.REQUESTS) ? "%,.0f"
            : kind.equals(Turns.CPU) ? "%.1f" : "%.2f").formatted(results.of(subject, side, kind).median())));
        for (String kind : List.of(Generator.REQUESTS, Turns.CPU, Generator.P99)) {
          cells.add(side.equals(Side.NONE) ? "" : ratio(results, subject, side, kind).text("%.3f"));
        }
        cells.add(results.of(subject, side, Profile.SHARE).text("%.2f"));
        table.row(cells.toArray(String[]::new));
        if (!side.equals(Side.NONE)) {
          chart.dot(side, ratio(results, subject, side, Turns.CPU), side.startsWith(Side.OURS));
        }
      }
      Interval share = results.of(subject, Side.OURS, Profile.SHARE).interval();
      if (share.tells(0)) {
        figures.add("%s %s %%".formatted(subject, share.text("%.2f")));
      }
      headlines.add("%s %s %%; CPU of a request %s of that without".formatted(subject, share.text("%.2f"),
          ratio(results, subject, Side.OURS, Turns.CPU).text("%.3f")));
    }
    String limits = """

        In brackets is where the median of the ratios lies with 95 %, one ratio a round of new servers; what is
        behind HAProxy or has a recording is compared with the same without the agent. Where the interval has 1 in
        it, or that of "no agent, once more" is as far from 1, such a ratio cannot tell the agent from none, and p99
        tells more of the scheduler than of the server. The last column is what a profiler sees in the agent's code
        and in what that calls, of all CPU time of the server; it tells what the agent does itself, and not what it
        changes elsewhere, such as the few instructions in the container's own methods.
        """;
    return new Findings(figures.isEmpty() ? "" : "Of a busy server's CPU time, what is spent in the agent: "
        + String.join(", ", figures) + ".",
        "**Under load**, of a server's CPU time in the agent's code: " + String.join("; ", headlines),
        chart.link() + "\n" + table + limits, List.of(chart));
  }

  private static Interval ratio(Results results, String subject, String side, String kind) {
    return results.of(subject, side, kind)
        .ratiosTo(results.of(subject, BASES.getOrDefault(side, Side.NONE), kind)).interval();
  }
}
