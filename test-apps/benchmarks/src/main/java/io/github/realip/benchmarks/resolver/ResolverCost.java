package io.github.realip.benchmarks.resolver;

import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.MicroBenchmark;
import io.github.realip.benchmarks.Part;
import io.github.realip.benchmarks.Samples;
import io.github.realip.benchmarks.Table;
import io.github.realip.benchmarks.call.Calls;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;

/** The resolver by itself, and beside it what Tomcat's filter does with the same header. */
public final class ResolverCost implements Part {

  @Override
  public Findings measure(Budget budget) throws Exception {
    Map<Scenario, Samples> nanos = new EnumMap<>(Scenario.class);
    Map<Scenario, Double> bytes = new EnumMap<>(Scenario.class);
    Calls.Cost filter = new Calls.Cost();
    String[] scenarios = Stream.of(Scenario.values()).map(Scenario::name).toArray(String[]::new);
    for (int round = 0; round < budget.forks; round++) {
      System.out.println("resolving, round " + (round + 1));
      for (RunResult result : MicroBenchmark.run(MicroBenchmark.options(budget).param("scenario", scenarios)
          .include("ResolverBenchmark.resolve$"), List.of())) {
        Scenario scenario = Scenario.valueOf(result.getParams().getParam("scenario"));
        nanos.computeIfAbsent(scenario, unseen -> new Samples()).add(MicroBenchmark.nanos(result));
        bytes.put(scenario, MicroBenchmark.bytes(result));
      }
      Calls.remoteIpFilter(budget, filter);
    }
    Table table = new Table("what", "ns", "bytes", "to two hops");
    double two = nanos.get(Scenario.TWO_HOPS).least();
    for (Scenario scenario : Scenario.values()) {
      double own = nanos.get(scenario).least();
      table.row(scenario.title(), "%.1f".formatted(own), "%.0f".formatted(bytes.get(scenario)),
          "%.2f".formatted(own / two));
    }
    table.row("Tomcat 9's RemoteIpFilter, load balancer and ingress", "%.1f".formatted(filter.nanos()),
        "%.0f".formatted(filter.bytes()), "%.2f".formatted(filter.nanos() / two));
    return new Findings("",
        "**The resolver** takes %.0f ns and %.0f bytes for two hops, RemoteIpFilter %.0f times as long"
            .formatted(two, bytes.get(Scenario.TWO_HOPS), filter.nanos() / two)
            + "; 10,000 networks take %.2f times as long as one, 64 KB of forgery %.2f times as long as none".formatted(
                nanos.get(Scenario.CIDRS_10000).least() / nanos.get(Scenario.CIDRS_1).least(),
                nanos.get(Scenario.FORGED_64K).least() / two),
        table.toString());
  }
}
