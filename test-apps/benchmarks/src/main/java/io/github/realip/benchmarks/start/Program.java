package io.github.realip.benchmarks.start;

import io.github.realip.benchmarks.Agent;
import io.github.realip.containers.Jdk;

/** Something that can be started on a Java with an agent. */
interface Program {

  /** As tables have it. */
  String title();

  /** Starts it once, and ends it if it does not end by itself. */
  Measured start(Jdk jdk, Agent agent) throws Exception;
}
