package io.github.realip.benchmarks;

import io.github.realip.containers.BuiltFiles;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH, in processes of their own that have a container on their class path. */
public final class MicroBenchmark {

  /** The unit of what a call takes. */
  public static final String NANOS = "ns";
  /** The unit of what a call allocates. */
  public static final String BYTES = "bytes";

  /** What a table of calls can tell, below it. */
  public static final String LIMITS = """

      In brackets is where the median lies with 95 %, one value a process of each side. Such a figure tells what a
      call takes in a loop that does nothing else, compiled and with everything in the processor's caches; it
      cannot tell what the same call takes between an application's own work, which is more for each side.
      """;

  private static final String CLASS_PATH = "java.class.path";

  private MicroBenchmark() {
  }

  /** Options that all benchmarks share. */
  public static ChainedOptionsBuilder options(Budget budget) {
    TimeValue time = TimeValue.milliseconds(budget.iterationMillis);
    return new OptionsBuilder()
        .forks(1)
        .warmupIterations(3).warmupTime(time)
        .measurementIterations(budget.iterations).measurementTime(time)
        .timeUnit(TimeUnit.NANOSECONDS)
        .addProfiler(GCProfiler.class)
        // these and not the options of this process; the container's threads need no time to end by themselves
        .jvmArgs("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-Djmh.shutdownTimeout=0",
            "-Djmh.shutdownTimeout.step=0")
        .shouldFailOnError(true)
        .verbosity(VerboseMode.valueOf(System.getProperty("jmh.verbosity", "SILENT")));
  }

  /**
   * Runs benchmarks.
   *
   * @param container the jars that come before this module's own
   */
  public static Collection<RunResult> run(ChainedOptionsBuilder options, List<Path> container) throws RunnerException {
    String own = System.getProperty(CLASS_PATH);
    // the agent before its own launcher, or what that has not would be missing where the agent is at work
    StringBuilder all = new StringBuilder(BuiltFiles.agent().toString()).append(java.io.File.pathSeparatorChar);
    container.forEach(jar -> all.append(jar).append(java.io.File.pathSeparatorChar));
    System.setProperty(CLASS_PATH, all + own); // where JMH takes its processes' class path from
    try {
      return new Runner(options.build()).run();
    } finally {
      System.setProperty(CLASS_PATH, own);
    }
  }

  /** What a call costs, by unit. */
  public static Map<String, Double> cost(RunResult result) {
    return Map.of(NANOS, median(result), BYTES, bytes(result));
  }

  /** The median over iterations, in the benchmark's own unit. */
  public static double median(RunResult result) {
    return result.getPrimaryResult().getStatistics().getPercentile(50);
  }

  /** Bytes that a call allocates. */
  public static double bytes(RunResult result) {
    return result.getSecondaryResults().entrySet().stream()
        .filter(each -> each.getKey().endsWith("gc.alloc.rate.norm"))
        .mapToDouble(each -> each.getValue().getScore()).findFirst().orElse(Double.NaN);
  }
}
