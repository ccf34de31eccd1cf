package io.github.realip.benchmarks.call;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it takes a request to know its client's address, or what that client asked for. Whether the container is woven
 * depends on the process.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class CallBenchmark {

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
  @Param("ADDRESS")
  public String question;

  /** What the answer must be, so that nothing else is measured by mistake. */
  @Param("")
  public String expected;

  /** What {@link #alternative} goes through: a filter's class, or the container's own component. */
  @Param("none")
  public String through;

  private LiveRequest request;

  /** Starts the container and takes its request. */
  @Setup
  public void serve() throws Exception {
    EVERYBODY.setLevel(Level.SEVERE); // nobody is interested in the container's start
    Class<?> servlet = Class.forName("io.github.realip.benchmarks.call." + api + ".HttpRequest$Servlet");
    request = Host.of(host).serve(servlet, forwardedFor, through, 1).get(0);
    request.ask(Question.valueOf(question));
    forgetting();
    String answer = through.equals("none") ? request.answer() : request.throughAlternative();
    if (!expected.equals(answer)) {
      throw new IllegalStateException(host + " answers " + answer + " for " + expected);
    }
  }

  /** What is in {@link #first}, {@link #floor} and {@link #alternative} besides; to be taken off. */
  @Benchmark
  public void forgetting() {
    request.forget();
    request.arrive();
  }

  /** The first call within a request. */
  @Benchmark
  public String first() {
    forgetting();
    return request.answer();
  }

  /** Each later call within a request. */
  @Benchmark
  public String again() {
    return request.answer();
  }

  /** The first call, and the header. */
  @Benchmark
  public void floor(Blackhole blackhole) {
    forgetting();
    blackhole.consume(request.answer());
    blackhole.consume(request.header());
  }

  /** The alternative and the first call. */
  @Benchmark
  public String alternative() {
    forgetting();
    return request.throughAlternative();
  }
}
