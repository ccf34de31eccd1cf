package io.github.realip.benchmarks.call;

import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
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
public class FirstBenchmark extends ServedRequests {

  private List<LiveRequest> requests;

  /** Takes the requests. */
  @Setup
  public void serve() throws Exception {
    requests = serve(Host.MOST_REQUESTS);
  }

  /** Has all of them forget. */
  @Setup(Level.Invocation)
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
