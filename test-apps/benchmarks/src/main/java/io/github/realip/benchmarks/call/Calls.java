package io.github.realip.benchmarks.call;

import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.Chart;
import io.github.realip.benchmarks.Interval;
import io.github.realip.benchmarks.MicroBenchmark;
import io.github.realip.benchmarks.Part;
import io.github.realip.benchmarks.Results;
import io.github.realip.benchmarks.Samples;
import io.github.realip.benchmarks.Table;
import io.github.realip.containers.Artifacts;
import io.github.realip.containers.BuiltFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** {@code getRemoteAddr()} on requests of real containers, woven, as it is, and behind what else people use. */
public final class Calls implements Part.Recorded {

  static final String FORWARDED_FOR = "203.0.113.7, 10.0.0.2";
  static final String CLIENT = "203.0.113.7";
  private static final String PEER = "127.0.0.1";
  static final String TRUSTED = "127.0.0.1,10.0.0.2";
  static final String SPRING_FILTER = "org.springframework.web.filter.ForwardedHeaderFilter";
  static final String TOMCAT_FILTER = "org.apache.catalina.filters.RemoteIpFilter";

  /** What is told by its least and its most needs no more. */
  static final int ROUNDS = 2;
  /** Differences of a hundred times need no more. */
  private static final int YARDSTICK_ROUNDS = 2;

  private static final String FIRST = "first, unwoven";
  private static final String FLOOR = "first, unwoven, and the header: the floor";
  private static final String WOVEN = "first, woven";
  private static final String AGAIN = "again, unwoven";
  private static final String WOVEN_AGAIN = "again, woven";
  private static final String OBSERVED_AGAIN = "again, `mode=observe`";
  private static final String NANOS = "ns";
  private static final String BYTES = "bytes";

  /** A container: its title, {@link Host} and API, its artifacts, and what else gives it the client's address. */
  record Line(String title, String host, String api, List<String> artifacts, List<String> alternatives) {
  }

  static final List<Line> LINES = List.of(
      new Line("Tomcat 9", "tomcat", "javax",
          List.of("org.apache.tomcat.embed:tomcat-embed-core:jar:9.0.117",
              "org.springframework:spring-webmvc:jar:5.3.39"),
          List.of("RemoteIpValve", TOMCAT_FILTER, SPRING_FILTER)),
      new Line("Tomcat 11", "tomcat", "jakarta",
          List.of("org.apache.tomcat.embed:tomcat-embed-core:jar:11.0.24",
              "org.springframework:spring-webmvc:jar:6.2.12"),
          List.of("RemoteIpValve", TOMCAT_FILTER, SPRING_FILTER)),
      new Line("Jetty 12", "jetty", "jakarta",
          List.of("org.eclipse.jetty.ee10:jetty-ee10-servlet:jar:12.0.31",
              "org.springframework:spring-webmvc:jar:6.2.12"),
          List.of("ForwardedRequestCustomizer", SPRING_FILTER)),
      new Line("Undertow 2.3", "undertow", "jakarta",
          List.of("io.undertow:undertow-servlet:jar:2.3.26.Final",
              "org.springframework:spring-webmvc:jar:6.2.12"),
          List.of("ProxyPeerAddressHandler", SPRING_FILTER)));

  /** What a call costs: in nanoseconds the least of all processes, for another program's work is no cost of ours. */
  public static final class Cost {
    private final Samples nanos = new Samples();
    private double bytes;

    /** Nanoseconds. */
    public double nanos() {
      return nanos.least();
    }

    /** The most of all processes, in nanoseconds. */
    double most() {
      return nanos.most();
    }

    /** Allocated bytes. */
    public double bytes() {
      return bytes;
    }

    private void add(RunResult result) {
      nanos.add(MicroBenchmark.nanos(result));
      bytes = MicroBenchmark.bytes(result);
    }
  }

  /** What Tomcat's filter does with a load balancer's and an ingress's header. */
  public static void remoteIpFilter(Budget budget, Cost cost) throws RunnerException {
    Line tomcat = LINES.get(0);
    MicroBenchmark.run(options(budget, tomcat, CLIENT).param("through", TOMCAT_FILTER)
        .include("CallBenchmark.alternative$"), jars(tomcat)).forEach(cost::add);
  }

  @Override
  public Results record(Budget budget, Predicate<String> subjects) throws Exception {
    Results results = new Results();
    for (Line line : LINES) {
      for (int round = 1; subjects.test(line.title()) && round <= budget.forks; round++) {
        measure(results, line, round, budget);
      }
    }
    return results;
  }

  private static void measure(Results results, Line line, int round, Budget budget) throws RunnerException {
    List<Path> jars = jars(line);
    Map<String, Cost> costs = new LinkedHashMap<>(); // in turns, so that all sides see the same machine
    run(costs, "", line, jars, options(budget, line, PEER).include("CallBenchmark.(forgetting|first|again|floor)$"));
    run(costs, "woven ", line, jars, agent(options(budget, line, CLIENT), TRUSTED, "address")
        .include("CallBenchmark.(first|again)$"));
    run(costs, "observed ", line, jars, woven(options(budget, line, PEER), "realip.trusted-proxies=" + TRUSTED,
        "realip.mode=observe").include("CallBenchmark.(first|again)$"));
    run(costs, "untrusted ", line, jars, agent(options(budget, line, PEER), "192.0.2.1", "address")
        .include("CallBenchmark.first$"));
    for (String alternative : round <= YARDSTICK_ROUNDS ? line.alternatives() : List.<String>of()) {
      run(costs, alternative + " ", line, jars, options(budget, line, CLIENT).param("through", alternative)
          .include("CallBenchmark.alternative$"));
    }
    double forgetting = costs.get("forgetting").nanos();
    add(results, line, round, FIRST, costs.get("first"), forgetting);
    add(results, line, round, FLOOR, costs.get("floor"), forgetting);
    add(results, line, round, WOVEN, costs.get("woven first"), forgetting);
    add(results, line, round, "first, `mode=observe`", costs.get("observed first"), forgetting);
    add(results, line, round, "first, woven, peer not trusted", costs.get("untrusted first"), forgetting);
    for (String alternative : line.alternatives()) {
      if (costs.containsKey(alternative + " alternative")) {
        add(results, line, round, alternative.replaceAll(".*\\.", ""), costs.get(alternative + " alternative"),
            forgetting);
      }
    }
    add(results, line, round, AGAIN, costs.get("again"), 0);
    add(results, line, round, WOVEN_AGAIN, costs.get("woven again"), 0);
    add(results, line, round, OBSERVED_AGAIN, costs.get("observed again"), 0);
  }

  private static void add(Results results, Line line, int round, String call, Cost cost, double less) {
    results.add(line.title(), call, round, Map.of(NANOS, cost.nanos() - less, BYTES, cost.bytes()));
  }

  @Override
  public Findings show(Results results) {
    Table table = new Table("container", "call", "rounds", "ns", "to the floor", "to unwoven", "bytes");
    Chart firsts = new Chart("call-first", "The first getRemoteAddr() of a request, to the floor", "%.2f", 1);
    Chart agains = new Chart("call-again", "Each later getRemoteAddr() of a request, to unwoven", "%.2f", 1);
    List<String> headlines = new ArrayList<>();
    List<String> figures = new ArrayList<>();
    for (String subject : results.subjects()) {
      Samples floor = results.of(subject, FLOOR, NANOS);
      firsts.group(subject);
      for (String call : results.sides(subject)) {
        Samples own = results.of(subject, call, NANOS);
        boolean later = call.startsWith("again");
        Samples unwoven = results.of(subject, later ? AGAIN : FIRST, NANOS);
        table.row(subject, call.equals(WOVEN) || call.equals(WOVEN_AGAIN) ? "**" + call + "**" : call,
            String.valueOf(own.size()), own.interval().text("%.1f"),
            later || call.equals(FLOOR) ? "" : own.ratiosTo(floor).interval().text("%.2f"),
            call.equals(FIRST) || call.equals(AGAIN) ? "" : own.ratiosTo(unwoven).interval().text("%.2f"),
            "%.0f".formatted(results.of(subject, call, BYTES).median()));
        if (call.startsWith("first") && !call.equals(FLOOR)) {
          firsts.dot(call, own.ratiosTo(floor).interval(), call.equals(WOVEN));
        }
      }
      Interval first = results.of(subject, WOVEN, NANOS).ratiosTo(floor).interval();
      Interval again = results.of(subject, WOVEN_AGAIN, NANOS).ratiosTo(results.of(subject, AGAIN, NANOS)).interval();
      agains.dot(subject, again, true);
      headlines.add("%s first %s times the floor, again %s times".formatted(subject, first.text("%.2f"),
          again.text("%.2f")));
      if (first.tells(1)) {
        figures.add("%s %s ns, %s times".formatted(subject,
            results.of(subject, WOVEN, NANOS).interval().text("%.0f"), first.text("%.2f")));
      }
    }
    String limits = """

        In brackets is where the median lies with 95 %, one value a process of each side. Such a figure tells what a
        call takes in a loop that does nothing else, compiled and with everything in the processor's caches; it
        cannot tell what the same call takes between an application's own work, which is more for each side.
        """;
    return new Findings(figures.isEmpty() ? "" : "A request's first `getRemoteAddr()`, and that to the container's own"
        + " with a look at the header: " + String.join(", ", figures) + ".",
        "**A call**: " + String.join("; ", headlines),
        firsts.link() + "\n" + agains.link() + "\n" + table + limits, List.of(firsts, agains));
  }

  /**
   * Calls a container's request once on each side; each must give the right address.
   *
   * @throws RunnerException if one does not
   */
  public static void once(String container) throws RunnerException {
    Line line = LINES.stream().filter(each -> each.title().equals(container)).findFirst().orElseThrow();
    Map<String, Cost> unused = new LinkedHashMap<>();
    run(unused, "", line, jars(line), single(line, PEER).include("CallBenchmark.floor$"));
    run(unused, "woven ", line, jars(line), agent(single(line, CLIENT), TRUSTED, "address")
        .include("CallBenchmark.first$"));
    run(unused, "observed ", line, jars(line), woven(single(line, PEER), "realip.trusted-proxies=" + TRUSTED,
        "realip.mode=observe").include("CallBenchmark.first$"));
    for (String alternative : line.alternatives()) {
      run(unused, alternative + " ", line, jars(line), single(line, CLIENT).param("through", alternative)
          .include("CallBenchmark.alternative$"));
    }
  }

  static ChainedOptionsBuilder single(Line line, String expected) {
    return options(Budget.QUICK, line, expected).mode(Mode.SingleShotTime).warmupIterations(0).measurementIterations(1);
  }

  static List<Path> jars(Line line) {
    return line.artifacts().stream().flatMap(artifact -> Artifacts.classPath(artifact).stream()).distinct().toList();
  }

  static ChainedOptionsBuilder options(Budget budget, Line line, String expected) {
    return MicroBenchmark.options(budget)
        .param("host", line.host()).param("api", line.api())
        .param("forwardedFor", FORWARDED_FOR).param("expected", expected);
  }

  static ChainedOptionsBuilder agent(ChainedOptionsBuilder options, String trusted, String rewrite) {
    return woven(options, "realip.trusted-proxies=" + trusted, "realip.rewrite=" + rewrite);
  }

  static ChainedOptionsBuilder woven(ChainedOptionsBuilder options, String... settings) {
    List<String> arguments = new ArrayList<>(List.of("-javaagent:" + BuiltFiles.agent(), "-Drealip.log=error"));
    for (String setting : settings) {
      arguments.add("-D" + setting);
    }
    return options.jvmArgsPrepend(arguments.toArray(new String[0]));
  }

  static void run(Map<String, Cost> costs, String prefix, Line line, List<Path> jars,
      ChainedOptionsBuilder options) throws RunnerException {
    System.out.println("calling " + line.title() + " " + prefix);
    for (RunResult result : MicroBenchmark.run(options, jars)) {
      String name = prefix + result.getParams().getBenchmark().replaceAll(".*\\.", "");
      costs.computeIfAbsent(name, unseen -> new Cost()).add(result);
    }
  }

  static String ratio(double ratio) {
    return Double.isNaN(ratio) ? "" : String.format(Locale.ROOT, "%.2f", ratio);
  }
}
