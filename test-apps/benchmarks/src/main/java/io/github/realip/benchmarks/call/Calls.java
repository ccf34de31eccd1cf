package io.github.realip.benchmarks.call;

import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.MicroBenchmark;
import io.github.realip.benchmarks.Part;
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
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** {@code getRemoteAddr()} on requests of real containers, woven, as it is, and behind what else people use. */
public final class Calls implements Part {

  static final String FORWARDED_FOR = "203.0.113.7, 10.0.0.2";
  static final String CLIENT = "203.0.113.7";
  private static final String PEER = "127.0.0.1";
  static final String TRUSTED = "127.0.0.1,10.0.0.2";
  static final String SPRING_FILTER = "org.springframework.web.filter.ForwardedHeaderFilter";
  static final String TOMCAT_FILTER = "org.apache.catalina.filters.RemoteIpFilter";

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
  public Findings measure(Budget budget) throws Exception {
    Table table = new Table("container", "call", "ns", "to the floor", "to unwoven", "bytes");
    List<String> worst = new ArrayList<>();
    List<String> figures = new ArrayList<>();
    for (Line line : LINES) {
      Map<String, Cost> costs = measure(line, budget, table, worst);
      if (figures.isEmpty()) {
        double forgetting = costs.get("forgetting").nanos();
        String sentence = "A request's first `getRemoteAddr()` on %2$s takes %1$.0f ns, with RemoteIpValve %3$.0f.";
        figures.add(sentence.formatted(
            costs.get("woven first").nanos() - forgetting, line.title(),
            costs.get("RemoteIpValve alternative").nanos() - forgetting));
      }
    }
    return new Findings(String.join(" ", figures), "**A call**: " + String.join("; ", worst), table.toString());
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
    for (String alternative : line.alternatives()) {
      run(unused, alternative + " ", line, jars(line), single(line, CLIENT).param("through", alternative)
          .include("CallBenchmark.alternative$"));
    }
  }

  static ChainedOptionsBuilder single(Line line, String expected) {
    return options(Budget.QUICK, line, expected).mode(Mode.SingleShotTime).warmupIterations(0).measurementIterations(1);
  }

  private static Map<String, Cost> measure(Line line, Budget budget, Table table, List<String> worst)
      throws Exception {
    List<Path> jars = jars(line);
    Map<String, Cost> costs = new LinkedHashMap<>();
    for (int round = 0; round < budget.forks; round++) { // in turns, so that both sides see the same machine
      run(costs, "", line, jars, options(budget, line, PEER).include("CallBenchmark.(forgetting|first|again|floor)$"));
      run(costs, "woven ", line, jars, agent(options(budget, line, CLIENT), TRUSTED, "address")
          .include("CallBenchmark.(first|again)$"));
      run(costs, "untrusted ", line, jars, agent(options(budget, line, PEER), "192.0.2.1", "address")
          .include("CallBenchmark.(first|again)$"));
      for (String alternative : line.alternatives()) {
        run(costs, alternative + " ", line, jars, options(budget, line, CLIENT).param("through", alternative)
            .include("CallBenchmark.alternative$"));
      }
    }
    double forgetting = costs.get("forgetting").nanos();
    double floor = costs.get("floor").nanos() - forgetting;
    double first = costs.get("first").nanos() - forgetting;
    double again = costs.get("again").nanos();
    row(table, line, "first, unwoven", costs.get("first"), forgetting, floor, first);
    row(table, line, "first, unwoven, and the header: the floor", costs.get("floor"), forgetting, floor, first);
    row(table, line, "**first, woven**", costs.get("woven first"), forgetting, floor, first);
    row(table, line, "first, woven, peer not trusted", costs.get("untrusted first"), forgetting, floor, first);
    for (String alternative : line.alternatives()) {
      row(table, line, alternative.replaceAll(".*\\.", ""), costs.get(alternative + " alternative"), forgetting, floor,
          first);
    }
    row(table, line, "again, unwoven", costs.get("again"), 0, Double.NaN, again);
    row(table, line, "**again, woven**", costs.get("woven again"), 0, Double.NaN, again);
    worst.add("%s first %s times the floor, again %s times".formatted(line.title(),
        ratio((costs.get("woven first").nanos() - forgetting) / floor),
        ratio(costs.get("woven again").nanos() / again)));
    return costs;
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
    return options.jvmArgsPrepend("-javaagent:" + BuiltFiles.agent(), "-Drealip.log=error",
        "-Drealip.trusted-proxies=" + trusted, "-Drealip.rewrite=" + rewrite);
  }

  static void run(Map<String, Cost> costs, String prefix, Line line, List<Path> jars,
      ChainedOptionsBuilder options) throws RunnerException {
    System.out.println("calling " + line.title() + " " + prefix);
    for (RunResult result : MicroBenchmark.run(options, jars)) {
      String name = prefix + result.getParams().getBenchmark().replaceAll(".*\\.", "");
      costs.computeIfAbsent(name, unseen -> new Cost()).add(result);
    }
  }

  private static void row(Table table, Line line, String call, Cost cost, double less, double floor, double unwoven) {
    double nanos = cost.nanos() - less;
    table.row(line.title(), call, "%.1f".formatted(nanos), ratio(nanos / floor), ratio(nanos / unwoven),
        "%.0f".formatted(cost.bytes));
  }

  static String ratio(double ratio) {
    return Double.isNaN(ratio) ? "" : String.format(Locale.ROOT, "%.2f", ratio);
  }
}
