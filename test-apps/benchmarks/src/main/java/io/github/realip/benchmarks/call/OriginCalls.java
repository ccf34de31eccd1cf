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
  private static final List<String> CONTAINERS = List.of("Tomcat 9", "Undertow 2.3");
  private static final String VALVE = "RemoteIpValve with host";

  @Override
  public Findings measure(Budget budget) throws Exception {
    Table table = new Table("container", "all four", "ns", "least to most", "to unwoven", "bytes");
    List<String> headlines = new ArrayList<>();
    for (String container : CONTAINERS) {
      Calls.Line line = line(container);
      Map<String, Calls.Cost> costs = new LinkedHashMap<>();
      for (int round = 0; round < budget.forks; round++) {
        Calls.run(costs, "", line, Calls.jars(line), options(budget, line, "http")
            .include("CallBenchmark.(forgetting|first|again)$"));
        Calls.run(costs, "address ", line, Calls.jars(line), Calls.agent(options(budget, line, "http"), Calls.TRUSTED,
            "address").include("CallBenchmark.(first|again)$"));
        Calls.run(costs, "woven ", line, Calls.jars(line), Calls.agent(options(budget, line, "https"), Calls.TRUSTED,
            REWRITE).include("CallBenchmark.(forgetting|first|again)$"));
        for (String alternative : alternatives(container)) {
          Calls.run(costs, alternative + " ", line, Calls.jars(line), options(budget, line, "https")
              .param("through", alternative).include("CallBenchmark.alternative$"));
        }
      }
      double forgetting = costs.get("forgetting").nanos();
      double first = costs.get("first").nanos() - forgetting;
      row(table, container, "first, unwoven", costs.get("first"), forgetting, first);
      row(table, container, "first, `rewrite=address`", costs.get("address first"), forgetting, first);
      row(table, container, "**first, woven**", costs.get("woven first"), forgetting, first);
      for (String alternative : alternatives(container)) {
        row(table, container, alternative.replaceAll(".*\\.", ""), costs.get(alternative + " alternative"), forgetting,
            first);
      }
      double again = costs.get("again").nanos();
      row(table, container, "again, unwoven", costs.get("again"), 0, again);
      row(table, container, "again, `rewrite=address`", costs.get("address again"), 0, again);
      row(table, container, "**again, woven**", costs.get("woven again"), 0, again);
      headlines.add("%s %.0f ns the first time, %.0f after it".formatted(container,
          costs.get("woven first").nanos() - forgetting, costs.get("woven again").nanos()));
    }
    return new Findings("", "**Scheme, secure, host and port** with `realip.rewrite`, all four: "
        + String.join("; ", headlines), table.toString());
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
        .param("question", Question.ORIGIN.name()).include("CallBenchmark.first$"));
    for (String alternative : alternatives(container)) {
      Calls.run(unused, alternative + " ", line, Calls.jars(line), Calls.single(line, "https")
          .param("question", Question.ORIGIN.name()).param("through", alternative)
          .include("CallBenchmark.alternative$"));
    }
  }

  private static Calls.Line line(String container) {
    return Calls.LINES.stream().filter(each -> each.title().equals(container)).findFirst().orElseThrow();
  }

  private static List<String> alternatives(String container) {
    return container.startsWith("Tomcat") ? List.of(VALVE, Calls.SPRING_FILTER) : List.of(Calls.SPRING_FILTER);
  }

  private static ChainedOptionsBuilder options(Budget budget, Calls.Line line, String expected) {
    return Calls.options(budget, line, expected).param("question", Question.ORIGIN.name());
  }

  private static void row(Table table, String container, String call, Calls.Cost cost, double less, double unwoven) {
    double nanos = cost.nanos() - less;
    table.row(container, call, "%.0f".formatted(nanos), "%.0f to %.0f".formatted(nanos, cost.most() - less),
        Calls.ratio(nanos / unwoven), "%.0f".formatted(cost.bytes()));
  }
}
