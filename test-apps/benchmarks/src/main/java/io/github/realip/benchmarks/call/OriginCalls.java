package io.github.realip.benchmarks.call;

import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.Part;
import io.github.realip.benchmarks.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** Scheme, secure, name and port of the server on requests of real containers, one after the other. */
public final class OriginCalls implements Part {

  private static final String REWRITE = "address,proto,host,port";
  private static final List<String> CONTAINERS = List.of("Tomcat 9", "Jetty 12", "Undertow 2.3");
  private static final String VALVE = "RemoteIpValve with host";

  @Override
  public Findings measure(Budget budget) throws Exception {
    Table table = new Table("container", "all four", "ns", "least to most", "to unwoven", "bytes");
    List<String> headlines = new ArrayList<>();
    for (String container : CONTAINERS) {
      Calls.Line line = line(container);
      Map<String, Calls.Cost> costs = new LinkedHashMap<>();
      for (int round = 0; round < Math.min(budget.forks, Calls.ROUNDS); round++) {
        measure(costs, "", line, options(budget, line, "http"));
        Calls.run(costs, "address ", line, Calls.jars(line), Calls.agent(options(budget, line, "http"), Calls.TRUSTED,
            "address").include("CallBenchmark.again$"));
        measure(costs, "woven ", line, Calls.agent(options(budget, line, "https"), Calls.TRUSTED, REWRITE));
        for (String alternative : alternatives(container)) {
          Calls.run(costs, alternative + " ", line, Calls.jars(line), options(budget, line, "https")
              .param("through", alternative).include("FirstBenchmark.alternative$"));
        }
      }
      double first = costs.get("first").nanos();
      row(table, container, "first, unwoven", costs.get("first"), first);
      row(table, container, "**first, woven**", costs.get("woven first"), first);
      for (String alternative : alternatives(container)) {
        row(table, container, alternative.replaceAll(".*\\.", ""), costs.get(alternative + " alternative"), first);
      }
      double again = costs.get("again").nanos();
      row(table, container, "again, unwoven", costs.get("again"), again);
      row(table, container, "again, `rewrite=address`", costs.get("address again"), again);
      row(table, container, "**again, woven**", costs.get("woven again"), again);
      headlines.add("%s %+.0f ns the first time, %+.0f after it".formatted(container,
          costs.get("woven first").nanos() - first, costs.get("woven again").nanos() - again));
    }
    return new Findings("", "**Scheme, secure, host and port** with `realip.rewrite`, all four: "
        + String.join("; ", headlines), table.toString());
  }

  private static void measure(Map<String, Calls.Cost> costs, String side, Calls.Line line,
      ChainedOptionsBuilder options) throws RunnerException {
    Calls.run(costs, side, line, Calls.jars(line), options.include("FirstBenchmark.first$")
        .include("CallBenchmark.again$"));
  }

  /**
   * Asks a container's request once on each side; each must give the right answer.
   *
   * @throws RunnerException if one does not
   */
  public static void once(String container) throws RunnerException {
    Calls.Line line = line(container);
    Map<String, Calls.Cost> unused = new LinkedHashMap<>();
    Calls.run(unused, "woven ", line, Calls.jars(line), Calls.agent(Calls.single(line, "https"), Calls.TRUSTED, REWRITE)
        .param("question", Question.ORIGIN.name()).include("FirstBenchmark.first$"));
    for (String alternative : alternatives(container)) {
      Calls.run(unused, alternative + " ", line, Calls.jars(line), Calls.single(line, "https")
          .param("question", Question.ORIGIN.name()).param("through", alternative)
          .include("FirstBenchmark.alternative$"));
    }
  }

  private static Calls.Line line(String container) {
    return Calls.LINES.stream().filter(each -> each.title().equals(container)).findFirst().orElseThrow();
  }

  private static List<String> alternatives(String container) {
    return switch (container) {
      case "Tomcat 9" -> List.of(VALVE, Calls.TOMCAT_FILTER, Calls.SPRING_FILTER);
      case "Jetty 12" -> List.of("ForwardedRequestCustomizer", Calls.SPRING_FILTER);
      default -> List.of("ProxyPeerAddressHandler", Calls.SPRING_FILTER);
    };
  }

  private static ChainedOptionsBuilder options(Budget budget, Calls.Line line, String expected) {
    return Calls.options(budget, line, expected).param("question", Question.ORIGIN.name());
  }

  private static void row(Table table, String container, String call, Calls.Cost cost, double unwoven) {
    table.row(container, call, "%.0f".formatted(cost.nanos()), "%.0f to %.0f".formatted(cost.nanos(), cost.most()),
        Calls.ratio(cost.nanos() / unwoven), "%.0f".formatted(cost.bytes()));
  }
}
