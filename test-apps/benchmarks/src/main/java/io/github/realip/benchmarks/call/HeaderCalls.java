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

/** {@code getHeader} on requests of real containers: of a header that names a client, and of another. */
public final class HeaderCalls implements Part {

  private static final String REWRITE = "address,headers";
  private static final List<String> CONTAINERS = List.of("Tomcat 9", "Jetty 12", "Undertow 2.3");

  @Override
  public Findings measure(Budget budget) throws Exception {
    Table table = new Table("container", "`getHeader`", "ns", "least to most", "to unwoven", "bytes");
    List<String> headlines = new ArrayList<>();
    for (String container : CONTAINERS) {
      Calls.Line line = line(container);
      Map<String, Calls.Cost> costs = new LinkedHashMap<>();
      for (int round = 0; round < Math.min(budget.forks, Calls.ROUNDS); round++) {
        for (Question question : List.of(Question.OTHER_HEADER, Question.CLIENT_HEADER)) {
          Calls.run(costs, question + " ", line, Calls.jars(line), options(budget, line, question, "")
              .include("CallBenchmark.again$"));
          Calls.run(costs, question + " address ", line, Calls.jars(line),
              options(budget, line, question, "address").include("CallBenchmark.again$"));
          Calls.run(costs, question + " woven ", line, Calls.jars(line),
              options(budget, line, question, REWRITE).include("CallBenchmark.again$"));
        }
      }
      for (Question question : List.of(Question.OTHER_HEADER, Question.CLIENT_HEADER)) {
        String name = question == Question.CLIENT_HEADER ? "`X-Forwarded-For`" : "`User-Agent`";
        double unwoven = costs.get(question + " again").nanos();
        row(table, container, name + ", unwoven", costs.get(question + " again"), unwoven);
        row(table, container, name + ", `rewrite=address`", costs.get(question + " address again"), unwoven);
        row(table, container, "**" + name + ", woven**", costs.get(question + " woven again"), unwoven);
      }
      headlines.add("%s %+.0f ns for one that names a client, %+.0f for another".formatted(container,
          more(costs, Question.CLIENT_HEADER), more(costs, Question.OTHER_HEADER)));
    }
    return new Findings("", "**A header** with `realip.rewrite=" + REWRITE + "`: " + String.join("; ", headlines),
        table.toString());
  }

  private static double more(Map<String, Calls.Cost> costs, Question question) {
    return costs.get(question + " woven again").nanos() - costs.get(question + " again").nanos();
  }

  /**
   * Asks a container's request once on each side; each must give the right answer.
   *
   * @throws RunnerException if one does not
   */
  public static void once(String container) throws RunnerException {
    Calls.Line line = line(container);
    for (Question question : List.of(Question.OTHER_HEADER, Question.CLIENT_HEADER)) {
      ChainedOptionsBuilder single = Calls.single(line, expected(question, REWRITE)).param("question", question.name());
      Calls.run(new LinkedHashMap<>(), "woven ", line, Calls.jars(line), Calls.agent(single, Calls.TRUSTED, REWRITE)
          .include("CallBenchmark.again$"));
    }
  }

  private static Calls.Line line(String container) {
    return Calls.LINES.stream().filter(each -> each.title().equals(container)).findFirst().orElseThrow();
  }

  private static ChainedOptionsBuilder options(Budget budget, Calls.Line line, Question question, String rewrite) {
    ChainedOptionsBuilder options =
        Calls.options(budget, line, expected(question, rewrite)).param("question", question.name());
    return rewrite.isEmpty() ? options : Calls.agent(options, Calls.TRUSTED, rewrite);
  }

  private static String expected(Question question, String rewrite) {
    return question == Question.OTHER_HEADER ? Handover.USER_AGENT
        : rewrite.equals(REWRITE) ? Calls.CLIENT : Calls.FORWARDED_FOR;
  }

  private static void row(Table table, String container, String call, Calls.Cost cost, double unwoven) {
    table.row(container, call, "%.1f".formatted(cost.nanos()), "%.1f to %.1f".formatted(cost.nanos(), cost.most()),
        Calls.ratio(cost.nanos() / unwoven), "%.0f".formatted(cost.bytes()));
  }
}
