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

/** Scheme, secure, name and port of the server on requests of real containers, one after the other. */
public final class OriginCalls extends RequestPart {

  @Override
  List<Subject> subjects() {
    return List.of(Subject.TOMCAT_9, Subject.JETTY, Subject.UNDERTOW);
  }

  @Override
  List<Run> runs(Subject subject, Budget budget) {
    List<Run> runs = new ArrayList<>(List.of(
        new Run(subject.unwoven(budget, Question.ORIGIN, "http")).side("FirstBenchmark.first", FIRST)
            .side("CallBenchmark.again", AGAIN),
        new Run(subject.woven(budget, Question.ORIGIN, "http"))
            .side("CallBenchmark.again", "again, `rewrite=address`"),
        new Run(subject.woven(budget, Question.ORIGIN, "https", "realip.rewrite=address,proto,host,port"))
            .side("FirstBenchmark.first", FIRST_WOVEN).side("CallBenchmark.again", AGAIN_WOVEN)));
    for (String alternative : subject.alternatives()) {
      String told = alternative.equals("RemoteIpValve") ? "RemoteIpValve with host" : alternative;
      runs.add(Run.ofYardstick(subject.behind(told, budget, Question.ORIGIN, "https"))
          .side("FirstBenchmark.alternative", "first, " + told.replaceAll(".*\\.", "")));
    }
    return runs;
  }

  @Override
  public Findings show(Results results) {
    Table table = new Table("container", "all four", "rounds", "ns", "over unwoven, ns", "bytes");
    Chart chart = new Chart("origin", "Nanoseconds of the first time in a request, over unwoven", "%+.0f", 0);
    List<String> headlines = new ArrayList<>();
    for (String subject : results.subjects()) {
      chart.group(subject);
      for (String call : results.sides(subject)) {
        Samples own = nanos(results, subject, call);
        Interval over = more(results, subject, call);
        table.row(subject, title(call), String.valueOf(own.size()), own.interval().text("%.0f"),
            call.equals(FIRST) || call.equals(AGAIN) ? "" : over.text("%+.0f"),
            "%.0f".formatted(results.of(subject, call, MicroBenchmark.BYTES).median()));
        if (!call.equals(FIRST) && !call.startsWith("again")) {
          chart.dot(call, over, call.equals(FIRST_WOVEN));
        }
      }
      headlines.add("%s %s ns the first time, %s after it".formatted(subject,
          more(results, subject, FIRST_WOVEN).text("%+.0f"), more(results, subject, AGAIN_WOVEN).text("%+.0f")));
    }
    return new Findings("", "**Scheme, secure, host and port** with `realip.rewrite`, all four: "
        + String.join("; ", headlines), chart.link() + "\n" + table + MicroBenchmark.LIMITS, List.of(chart));
  }

  private static Interval more(Results results, String subject, String call) {
    return nanos(results, subject, call)
        .differencesTo(nanos(results, subject, call.startsWith("again") ? AGAIN : FIRST)).interval();
  }
}
