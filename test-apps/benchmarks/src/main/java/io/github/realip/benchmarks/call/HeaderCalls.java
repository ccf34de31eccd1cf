package io.github.realip.benchmarks.call;

import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.Chart;
import io.github.realip.benchmarks.Interval;
import io.github.realip.benchmarks.MicroBenchmark;
import io.github.realip.benchmarks.Results;
import io.github.realip.benchmarks.Samples;
import io.github.realip.benchmarks.Table;
import java.util.ArrayList;
import java.util.List;

/** {@code getHeader} on requests of real containers: of a header that names a client, and of another. */
public final class HeaderCalls extends RequestPart {

  private static final String CLIENT_HEADER = "`X-Forwarded-For`";
  private static final String OTHER_HEADER = "`User-Agent`";
  private static final String UNWOVEN = ", unwoven";
  private static final String ADDRESS = ", `rewrite=address`";
  private static final String WOVEN = ", woven";
  private static final String BENCHMARK = "CallBenchmark.again";

  @Override
  List<Subject> subjects() {
    return List.of(Subject.TOMCAT_9, Subject.JETTY, Subject.UNDERTOW);
  }

  @Override
  List<Run> runs(Subject subject, Budget budget) {
    List<Run> runs = new ArrayList<>();
    runs(runs, subject, budget, OTHER_HEADER, Question.OTHER_HEADER, Handover.USER_AGENT, Handover.USER_AGENT);
    runs(runs, subject, budget, CLIENT_HEADER, Question.CLIENT_HEADER, Subject.FORWARDED_FOR, Subject.CLIENT);
    return runs;
  }

  private static void runs(List<Run> runs, Subject subject, Budget budget, String name, Question question, String own,
      String verified) {
    runs.add(new Run(subject.unwoven(budget, question, own)).side(BENCHMARK, name + UNWOVEN));
    runs.add(new Run(subject.woven(budget, question, own)).side(BENCHMARK, name + ADDRESS));
    runs.add(new Run(subject.woven(budget, question, verified, "realip.rewrite=address,headers"))
        .side(BENCHMARK, name + WOVEN));
  }

  @Override
  public Findings show(Results results) {
    Table table = new Table("container", "`getHeader`", "rounds", "ns", "over unwoven, ns", "bytes");
    Chart chart = new Chart("headers", "Nanoseconds of a getHeader(), over unwoven", "%+.1f", 0);
    List<String> headlines = new ArrayList<>();
    for (String subject : results.subjects()) {
      chart.group(subject);
      for (String name : List.of(OTHER_HEADER, CLIENT_HEADER)) {
        for (String side : List.of(UNWOVEN, ADDRESS, WOVEN)) {
          Samples own = nanos(results, subject, name + side);
          Interval over = more(results, subject, name, side);
          table.row(subject, title(name + side), String.valueOf(own.size()),
              own.interval().text("%.1f"), side.equals(UNWOVEN) ? "" : over.text("%+.1f"),
              "%.0f".formatted(results.of(subject, name + side, MicroBenchmark.BYTES).median()));
          if (!side.equals(UNWOVEN)) {
            chart.dot(name + side, over, side.equals(WOVEN));
          }
        }
      }
      headlines.add("%s %s ns for one that names a client, %s for another".formatted(subject,
          more(results, subject, CLIENT_HEADER, WOVEN).text("%+.1f"),
          more(results, subject, OTHER_HEADER, WOVEN).text("%+.1f")));
    }
    return new Findings("",
        "**A header** with `realip.rewrite=address,headers`: " + String.join("; ", headlines),
        chart.link() + "\n" + table + MicroBenchmark.LIMITS, List.of(chart));
  }

  private static Interval more(Results results, String subject, String name, String side) {
    return nanos(results, subject, name + side).differencesTo(nanos(results, subject, name + UNWOVEN))
        .interval();
  }
}
