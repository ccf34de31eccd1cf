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
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** {@code getRemoteAddr()} on requests of real containers, woven, as it is, and behind what else people use. */
public final class Calls extends RequestPart {

  private static final String FORGETTING = "forgetting";
  private static final String FLOOR = "first, unwoven, and the header: the floor";

  @Override
  List<Subject> subjects() {
    return List.of(Subject.TOMCAT_9, Subject.TOMCAT_11, Subject.JETTY, Subject.UNDERTOW);
  }

  @Override
  List<Run> runs(Subject subject, Budget budget) {
    List<Run> runs = new ArrayList<>(List.of(
        new Run(subject.unwoven(budget, Question.ADDRESS, Subject.PEER)).side("CallBenchmark.floor", FLOOR)
            .side("CallBenchmark.forgetting", FORGETTING).side("CallBenchmark.first", FIRST)
            .side("CallBenchmark.again", AGAIN),
        new Run(subject.woven(budget, Question.ADDRESS, Subject.CLIENT)).side("CallBenchmark.first", FIRST_WOVEN)
            .side("CallBenchmark.again", AGAIN_WOVEN),
        new Run(subject.woven(budget, Question.ADDRESS, Subject.PEER, "realip.mode=observe"))
            .side("CallBenchmark.first", "first, `mode=observe`").side("CallBenchmark.again", "again, `mode=observe`"),
        new Run(subject.woven(budget, Question.ADDRESS, Subject.PEER, "realip.trusted-proxies=192.0.2.1"))
            .side("CallBenchmark.first", "first, woven, peer not trusted")));
    for (String alternative : subject.alternatives()) {
      runs.add(behind(subject, alternative, budget));
    }
    return runs;
  }

  private static Run behind(Subject subject, String alternative, Budget budget) {
    return Run.ofYardstick(subject.behind(alternative, budget, Question.ADDRESS, Subject.CLIENT))
        .side("CallBenchmark.alternative", "first, " + alternative.replaceAll(".*\\.", ""));
  }

  /** What Tomcat's filter takes for a load balancer's and an ingress's header, by unit. */
  public static Map<String, Double> remoteIpFilter(Budget budget) throws RunnerException {
    return behind(Subject.TOMCAT_9, Subject.TOMCAT_FILTER, budget).measure(Subject.TOMCAT_9).values().iterator().next();
  }

  @Override
  public Findings show(Results results) {
    Table table = new Table("container", "call", "rounds", "ns", "to the floor", "to unwoven", "bytes");
    Chart firsts = new Chart("call-first", "The first getRemoteAddr() of a request, to the floor", "%.2f", 1);
    Chart agains = new Chart("call-again", "Each later getRemoteAddr() of a request, to unwoven", "%.2f", 1);
    List<String> headlines = new ArrayList<>();
    List<String> figures = new ArrayList<>();
    for (String subject : results.subjects()) {
      Samples floor = ownNanos(results, subject, FLOOR);
      firsts.group(subject);
      for (String call : results.sides(subject)) {
        if (call.equals(FORGETTING)) {
          continue;
        }
        Samples own = ownNanos(results, subject, call);
        boolean later = call.startsWith("again");
        table.row(subject, title(call),
            String.valueOf(own.size()), own.interval().text("%.1f"),
            later || call.equals(FLOOR) ? "" : own.ratiosTo(floor).interval().text("%.2f"),
            call.equals(FIRST) || call.equals(AGAIN) ? ""
                : own.ratiosTo(ownNanos(results, subject, later ? AGAIN : FIRST)).interval().text("%.2f"),
            "%.0f".formatted(results.of(subject, call, MicroBenchmark.BYTES).median()));
        if (!later && !call.equals(FLOOR)) {
          firsts.dot(call, own.ratiosTo(floor).interval(), call.equals(FIRST_WOVEN));
        }
      }
      Samples woven = ownNanos(results, subject, FIRST_WOVEN);
      Interval first = woven.ratiosTo(floor).interval();
      Interval again =
          ownNanos(results, subject, AGAIN_WOVEN).ratiosTo(ownNanos(results, subject, AGAIN)).interval();
      agains.dot(subject, again, true);
      headlines.add("%s first %s times the floor, again %s times".formatted(subject, first.text("%.2f"),
          again.text("%.2f")));
      if (first.tells(1)) {
        figures.add("%s %s ns, %s times".formatted(subject, woven.interval().text("%.0f"), first.text("%.2f")));
      }
    }
    return new Findings(figures.isEmpty() ? "" : "A request's first `getRemoteAddr()`, and that to the container's own"
        + " with a look at the header: " + String.join(", ", figures) + ".",
        "**A call**: " + String.join("; ", headlines),
        firsts.link() + "\n" + agains.link() + "\n" + table + MicroBenchmark.LIMITS,
        List.of(firsts, agains));
  }

  /** A first call's come with those of the request that forgets, which are taken off. */
  private static Samples ownNanos(Results results, String subject, String call) {
    Samples nanos = nanos(results, subject, call);
    return call.startsWith("again") ? nanos : nanos.differencesTo(nanos(results, subject, FORGETTING));
  }
}
