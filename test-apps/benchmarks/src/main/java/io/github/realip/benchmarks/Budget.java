package io.github.realip.benchmarks;

/** How long a measurement may take, and so how much its figures are worth. */
public enum Budget {
  /** To see that a command works, or which way a change goes: about a minute a part. */
  QUICK(3, 200, 3, 1, 1, 1),
  /** What is written down: all parts together take some 40 minutes on two cores. */
  RECORD(15, 250, 5, 7, 12, 2),
  /** For a night: every program on every Java with every agent. */
  FULL(25, 1000, 5, 11, 25, 5);

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

  Budget(int starts, int iterationMillis, int iterations, int forks, int rounds, int loadSeconds) {
    this.starts = starts;
    this.iterationMillis = iterationMillis;
    this.iterations = iterations;
    this.forks = forks;
    this.rounds = rounds;
    this.loadSeconds = loadSeconds;
  }
}
