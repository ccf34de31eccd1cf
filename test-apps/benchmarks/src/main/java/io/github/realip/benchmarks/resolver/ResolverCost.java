package io.github.realip.benchmarks.resolver;

import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.Chart;
import io.github.realip.benchmarks.Interval;
import io.github.realip.benchmarks.MicroBenchmark;
import io.github.realip.benchmarks.Part;
import io.github.realip.benchmarks.Results;
import io.github.realip.benchmarks.Samples;
import io.github.realip.benchmarks.Table;
import io.github.realip.benchmarks.call.Calls;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;

/** The resolver by itself, and beside it what Tomcat's filter does with the same header. */
public final class ResolverCost implements Part {

  private static final String SUBJECT = "resolver";
  private static final String FILTER = "Tomcat 9's RemoteIpFilter, load balancer and ingress";

  @Override
  public Results record(Budget budget, Predicate<String> subjects) throws Exception {
    Results results = new Results();
    String[] scenarios = Stream.of(Scenario.values()).map(Scenario::name).toArray(String[]::new);
    for (int round = 1; round <= budget.forks; round++) {
      System.out.println("resolving, round " + round);
      for (RunResult result : MicroBenchmark.run(MicroBenchmark.options(budget).param("scenario", scenarios)
          .include("ResolverBenchmark.resolve$"), List.of())) {
        results.add(SUBJECT, Scenario.valueOf(result.getParams().getParam("scenario")).title(), round,
            MicroBenchmark.cost(result));
      }
      results.add(SUBJECT, FILTER, round, Calls.remoteIpFilter(budget));
    }
    return results;
  }

  @Override
  public Findings show(Results results) {
    Table table = new Table("what", "rounds", "ns", "to two hops", "bytes");
    Chart chart = new Chart("resolver", "A decision, to that for two hops", "%.2f", 1);
    for (String side : results.sides(SUBJECT)) {
      Samples own = nanos(results, side);
      Interval ratio = ratio(results, side, Scenario.TWO_HOPS);
      table.row(side, String.valueOf(own.size()), own.interval().text("%.1f"), ratio.text("%.2f"),
          "%.0f".formatted(results.of(SUBJECT, side, MicroBenchmark.BYTES).median()));
      if (!side.equals(FILTER)) { // which would leave no room for the others
        chart.dot(side, ratio, true);
      }
    }
    String two = Scenario.TWO_HOPS.title();
    return new Findings("",
        "**The resolver** takes %s ns and %.0f bytes for two hops, RemoteIpFilter %s times as long".formatted(
            nanos(results, two).interval().text("%.0f"), results.of(SUBJECT, two, MicroBenchmark.BYTES).median(),
            ratio(results, FILTER, Scenario.TWO_HOPS).text("%.2f"))
            + "; 10,000 networks take %s times as long as one, 64 KB of forgery %s times as long as none".formatted(
                ratio(results, Scenario.CIDRS_10000.title(), Scenario.CIDRS_1).text("%.2f"),
                ratio(results, Scenario.FORGED_64K.title(), Scenario.TWO_HOPS).text("%.2f")),
        chart.link() + "\n" + table + MicroBenchmark.LIMITS, List.of(chart));
  }

  private static Interval ratio(Results results, String side, Scenario to) {
    return nanos(results, side).ratiosTo(nanos(results, to.title())).interval();
  }

  private static Samples nanos(Results results, String side) {
    return results.of(SUBJECT, side, MicroBenchmark.NANOS);
  }
}
