package io.github.realip.benchmarks.resolver;

import io.github.realip.resolve.HeaderLines;
import io.github.realip.resolve.HopListener;
import io.github.realip.resolve.Outcome;
import io.github.realip.resolve.Resolver;
import io.github.realip.resolve.Rules;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A decision, from peer and header line to the answer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class ResolverBenchmark {

  private static final List<String> NO_EARLIER_LINES = Collections.emptyList();

  /** The name of a {@link Scenario}. */
  @Param("")
  public String scenario;

  private Rules rules;
  private String peer;
  private String line;

  /** Makes the rules and the request's texts. */
  @Setup
  public void prepare() {
    Scenario chosen = Scenario.valueOf(scenario);
    rules = chosen.rules();
    peer = chosen.peer();
    line = chosen.line();
    String answer = resolve();
    if (!chosen.answer().equals(answer)) {
      throw new IllegalStateException(chosen + " gives " + answer);
    }
  }

  /** What the agent does for one call. */
  @Benchmark
  public String resolve() {
    HeaderLines lines = line == null ? HeaderLines.NONE : HeaderLines.of(rules.header(0), line, NO_EARLIER_LINES);
    Outcome outcome = Resolver.resolve(rules, peer, lines, HopListener.NONE);
    return outcome.address() == null ? peer : outcome.address();
  }
}
