package io.github.realip.benchmarks.load;

import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.Chart;
import io.github.realip.benchmarks.Interval;
import io.github.realip.benchmarks.MicroBenchmark;
import io.github.realip.benchmarks.Part;
import io.github.realip.benchmarks.Profile;
import io.github.realip.benchmarks.Results;
import io.github.realip.benchmarks.Samples;
import io.github.realip.benchmarks.Table;
import io.github.realip.benchmarks.resolver.ClientsBenchmark;
import io.github.realip.containers.Container;
import io.github.realip.containers.Matrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.TimeValue;

/** Many at once: threads, connections, streams, clients. */
public final class Scale implements Part {

  private static final String DECISION = "a decision";
  private static final String NANOS = "ns of CPU";
  private static final String BYTES = "bytes";
  private static final int MANY_THREADS = 64;
  private static final int LONGER = 8;
  private static final int REQUESTS_A_SECOND = 100_000;

  /**
   * What servers are put under.
   *
   * @param title as tables have it
   * @param container as its name begins
   * @param leastSeconds of one turn; to open thousands of connections takes some of it
   */
  private record Crowd(String title, String container, Generator generator, int leastSeconds) {
  }

  private static final List<Crowd> CROWDS = List.of(
      new Crowd("64 connections and threads", "Tomcat 9.", new Wrk(64, false), 1),
      new Crowd("each request another client's", "Tomcat 9.", new Wrk(64, true), 1),
      new Crowd("HTTP/2, 4 connections with 100 streams", "Tomcat 9.", new H2load(4, 100), 1),
      new Crowd("10,000 connections", "Undertow 2.3.", new Wrk(10_000, false), 4));

  @Override
  public Results record(Budget budget, Predicate<String> subjects) throws Exception {
    Results results = new Results();
    for (int round = 1; subjects.test(DECISION) && round <= budget.forks; round++) {
      decisions(results, round, budget);
    }
    for (Crowd crowd : CROWDS) {
      Container container = Matrix.containers().stream().filter(each -> each.toString().startsWith(crowd.container()))
          .findFirst().orElseThrow();
      String subject = container + ", " + crowd.title();
      int rounds = budget.forks;
      List<Side> sides = new ArrayList<>(Side.noneAndOurs(container, rounds));
      sides.addAll(Side.otherAgents(container));
      for (int round = 1; subjects.test(subject) && round <= rounds; round++) {
        System.out.println("loading " + subject + ", round " + round);
        Turns.round(results, subject, sides, round, crowd.generator(),
            Math.max(budget.warmUpSeconds, crowd.leastSeconds()), Math.max(budget.loadSeconds, crowd.leastSeconds()));
      }
    }
    return results;
  }

  private static void decisions(Results results, int round, Budget budget) throws Exception {
    Map<String, Integer> threads = new LinkedHashMap<>();
    threads.put("one thread", 1);
    threads.put(MANY_THREADS + " threads", MANY_THREADS);
    System.out.println("deciding, round " + round);
    for (Map.Entry<String, Integer> each : threads.entrySet()) {
      // every thread is to have as many turns on a core as one alone has
      TimeValue time = TimeValue.milliseconds((long) budget.iterationMillis * (each.getValue() == 1 ? 1 : LONGER));
      for (RunResult result : MicroBenchmark.run(MicroBenchmark.options(budget).threads(each.getValue())
          .warmupTime(time).measurementTime(time)
          .include(ClientsBenchmark.class.getSimpleName() + ".decide$"), List.of())) {
        double busy = Math.min(each.getValue(), Runtime.getRuntime().availableProcessors());
        results.add(DECISION, result.getParams().getParam("clients") + ", " + each.getKey(), round, Map.of(
            NANOS, busy / MicroBenchmark.median(result), BYTES, MicroBenchmark.bytes(result)));
      }
    }
  }

  @Override
  public Findings show(Results results) {
    Table decisions = new Table("clients", "rounds", NANOS, "of one core at 100,000 requests a second", BYTES);
    for (String side : results.sides(DECISION)) {
      Samples nanos = results.of(DECISION, side, NANOS);
      decisions.row(side, String.valueOf(nanos.size()), nanos.interval().text("%.0f"),
          "%.1f %%".formatted(nanos.median() * REQUESTS_A_SECOND / 1e9 * 100),
          "%.0f".formatted(results.of(DECISION, side, BYTES).median()));
    }
    Table crowds = new Table("under", "with", "rounds", Generator.REQUESTS, Turns.CPU, "requests/s to no agent", "CPU",
        Profile.SHARE);
    Chart chart = new Chart("scale", "CPU of a request, to that without an agent", "%.3f", 1);
    List<String> headlines = new ArrayList<>();
    for (String subject : results.subjects()) {
      if (subject.equals(DECISION)) {
        continue;
      }
      chart.group(subject);
      for (String side : results.sides(subject)) {
        Samples cpu = results.of(subject, side, Turns.CPU);
        Interval ratio = cpu.ratiosTo(results.of(subject, Side.NONE, Turns.CPU)).interval();
        String share = results.of(subject, side, Profile.SHARE).text("%.2f");
        crowds.row(subject, side, String.valueOf(cpu.size()),
            "%,.0f".formatted(results.of(subject, side, Generator.REQUESTS).median()), "%.1f".formatted(cpu.median()),
            side.equals(Side.NONE) ? "" : results.of(subject, side, Generator.REQUESTS)
                .ratiosTo(results.of(subject, Side.NONE, Generator.REQUESTS)).interval().text("%.3f"),
            side.equals(Side.NONE) ? "" : ratio.text("%.3f"), share);
        if (!side.equals(Side.NONE)) {
          chart.dot(side, ratio, side.equals(Side.OURS));
        }
        if (side.equals(Side.OURS)) {
          headlines.add("%s %s %%, CPU of a request %s of that without".formatted(subject,
              share, ratio.text("%.3f")));
        }
      }
    }
    return new Findings("",
        "**Many at once**, of a server's CPU time in the agent's code: " + String.join("; ", headlines),
        decisions + LIMITS_OF_DECISIONS + "\n" + chart.link() + "\n" + crowds + LIMITS_OF_CROWDS, List.of(chart));
  }

  private static final String LIMITS_OF_DECISIONS = """

      In brackets is where the median lies with 95 %, one value a process. Such a figure tells what is decided for a
      request, with the agent's own counters and memories of answers, by all threads together; it cannot tell what
      the container does to hand the header over, which the table of calls has.
      """;
  private static final String LIMITS_OF_CROWDS = """

      In brackets is where the median of the ratios lies with 95 %, one ratio a round of new servers. Such a figure
      tells whether the agent is in the way of many at once; where the interval has 1 in it, or that of "no agent,
      once more" is as far from 1, it cannot tell the agent from none. The last column is that of the table under
      load. The load comes from the same two cores.
      """;
}
