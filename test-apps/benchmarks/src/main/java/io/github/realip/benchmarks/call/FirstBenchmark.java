package io.github.realip.benchmarks.call;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What the first question of a request costs, on many requests one after the other: that they forget what was found out
 * is not measured, so what is measured is what a request of a container goes through, and nothing else.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class FirstBenchmark {

  private static final Logger EVERYBODY = Logger.getLogger("");

  /** Which {@link Host}. */
  @Param("")
  public String host;

  /** {@code javax} or {@code jakarta}. */
  @Param("")
  public String api;

  /** The value of X-Forwarded-For. */
  @Param("")
  public String forwardedFor;

  /** A {@link Question}. */
  @Param("ORIGIN")
  public String question;

  /** What the answer of each must be, so that nothing else is measured by mistake. */
  @Param("")
  public String expected;

  /** What {@link #alternative} goes through: a filter's class, or the container's own component. */
  @Param("none")
  public String through;

  private List<LiveRequest> requests;

  /** Starts the container and takes its requests. */
  @Setup
  public void serve() throws Exception {
    EVERYBODY.setLevel(Level.SEVERE); // nobody is interested in the container's start
    Class<?> servlet = Class.forName("io.github.realip.benchmarks.call." + api + ".HttpRequest$Servlet");
    requests = Host.of(host).serve(servlet, forwardedFor, through, Host.MOST_REQUESTS);
    for (LiveRequest each : requests) {
      each.ask(Question.valueOf(question));
      for (int twice = 0; twice < 2; twice++) {
        each.forget();
        each.arrive();
        String answer = through.equals("none") ? each.answer() : each.throughAlternative();
        if (!expected.equals(answer)) {
          throw new IllegalStateException(host + " answers " + answer + " for " + expected);
        }
      }
    }
  }

  /** Has all of them forget. */
  @Setup(org.openjdk.jmh.annotations.Level.Invocation)
  public void forget() {
    for (LiveRequest each : requests) {
      each.forget();
    }
  }

  /** The end of a head, and the first question. */
  @Benchmark
  @OperationsPerInvocation(Host.MOST_REQUESTS)
  public void first(Blackhole blackhole) {
    for (LiveRequest each : requests) {
      each.arrive();
      blackhole.consume(each.answer());
    }
  }

  /** The end of a head, the alternative, and the first question. */
  @Benchmark
  @OperationsPerInvocation(Host.MOST_REQUESTS)
  public void alternative(Blackhole blackhole) {
    for (LiveRequest each : requests) {
      each.arrive();
      blackhole.consume(each.throughAlternative());
    }
  }
}
