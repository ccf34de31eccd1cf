package io.github.realip.benchmarks.start;

import io.github.realip.benchmarks.Agent;
import io.github.realip.containers.Jdk;
import java.util.Map;

/** Something that can be started on a Java with an agent. */
interface Program {

  /** From the start of the process to its end, or to the first answer. */
  String WALL = "wall, ms";
  /** User and system time of all its threads until then. */
  String CPU = "CPU, ms";
  /** What it has of the memory then, if it has not ended. */
  String RESIDENT = "resident, MiB";
  /** How many classes it has loaded. */
  String CLASSES = "classes";
  /** What they take of the memory. */
  String METASPACE = "metaspace, MiB";

  /** Of the CPU time, what is spent in the agent. */
  String IN_AGENT = "CPU in the agent, ms";
  /** Of the CPU time, what the JVM spends to hand class files to the agent. */
  String HANDING_OVER = "CPU for handing classes over, ms";

  /** As tables have it. */
  String title();

  /** Starts it once, and ends it if it does not end by itself; returns what that took. */
  Map<String, Double> start(Jdk jdk, Agent agent) throws Exception;

  /** Starts it once; returns its classes, if it does not end by itself. */
  Map<String, Double> footprint(Jdk jdk, Agent agent) throws Exception;

  /** Starts it once and looks where its CPU time goes, if it does not end by itself. */
  default Map<String, Double> profile(Jdk jdk, Agent agent) throws Exception {
    return Map.of();
  }
}
