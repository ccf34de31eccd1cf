package io.github.realip.benchmarks.call;

import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.Results;
import io.github.realip.benchmarks.Samples;
import io.github.realip.benchmarks.Table;
import java.util.ArrayList;
import java.util.List;

/** Scheme, secure, name and port of the server on requests of real containers, one after the other. */
public final class OriginCalls extends RequestPart {

  private static final String FIRST = "first, unwoven";
  private static final String WOVEN = "first, woven";
  private static final String AGAIN = "again, unwoven";
  private static final String WOVEN_AGAIN = "again, woven";

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
            .side("FirstBenchmark.first", WOVEN).side("CallBenchmark.again", WOVEN_AGAIN)));
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
    List<String> headlines = new ArrayList<>();
    for (String subject : results.subjects()) {
      for (String call : results.sides(subject)) {
        Samples own = results.of(subject, call, Run.NANOS);
        table.row(subject, call.equals(WOVEN) || call.equals(WOVEN_AGAIN) ? "**" + call + "**" : call,
            String.valueOf(own.size()), own.interval().text("%.0f"),
            call.equals(FIRST) || call.equals(AGAIN) ? "" : more(results, subject, call),
            "%.0f".formatted(results.of(subject, call, Run.BYTES).median()));
      }
      headlines.add("%s %s ns the first time, %s after it".formatted(subject, more(results, subject, WOVEN),
          more(results, subject, WOVEN_AGAIN)));
    }
    return new Findings("", "**Scheme, secure, host and port** with `realip.rewrite`, all four: "
        + String.join("; ", headlines), table.toString());
  }

  private static String more(Results results, String subject, String call) {
    return results.of(subject, call, Run.NANOS)
        .differencesTo(results.of(subject, call.startsWith("again") ? AGAIN : FIRST, Run.NANOS))
        .interval().text("%+.0f");
  }
}
