package io.github.realip.benchmarks;

/** How long a measurement may take, and so how much its figures are worth. */
public enum Budget {
  /** To see that a command works, or which way a change goes: about a minute a part. */
  QUICK(3, 200, 3, 1, 1, 1, 3),
  /** What is written down: all parts together take some five hours on two cores. */
  RECORD(15, 250, 5, 7, 12, 2, 10),
  /** For a night: every program on every Java with every agent. */
  FULL(25, 1000, 5, 11, 25, 5, 20);

  /** How often a program is started with each agent. */
  public final int starts;
  /** Milliseconds of one iteration of a micro-benchmark. */
  public final int iterationMillis;
  /** Iterations that count, in each process. */
  public final int iterations;
  /** Processes for each micro-benchmark. */
  public final int forks;
  /** How often new servers are put under load, in turns. */
  public final int rounds;
  /** Seconds of one of these turns. */
  public final int loadSeconds;
  /** Seconds under load before the first of them: until then a server's CPU goes into compiling it. */
  public final int warmUpSeconds;

  Budget(int starts, int iterationMillis, int iterations, int forks, int rounds, int loadSeconds, int warmUpSeconds) {
    this.starts = starts;
    this.iterationMillis = iterationMillis;
    this.iterations = iterations;
    this.forks = forks;
    this.rounds = rounds;
    this.loadSeconds = loadSeconds;
    this.warmUpSeconds = warmUpSeconds;
  }
}
