package io.github.realip.benchmarks.call;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What it takes a request to know its client's address, or what that client asked for. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class CallBenchmark extends ServedRequests {

  private LiveRequest request;

  /** Takes the request. */
  @Setup
  public void serve() throws Exception {
    request = serve(1).get(0);
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
