package io.github.realip.benchmarks.start;

import io.github.realip.benchmarks.Agent;
import io.github.realip.containers.BuiltFiles;
import io.github.realip.containers.ChildProcess;
import io.github.realip.containers.Jdk;
import io.github.realip.containers.Launch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A program that does its work and ends.
 *
 * @param title as tables have it
 * @param command the command line on a Java
 */
record CommandProgram(String title, Function<Jdk, List<String>> command) implements Program {

  @Override
  public Map<String, Double> start(Jdk jdk, Agent agent) throws Exception {
    // the shell's own word measures in milliseconds, where times(2) and /proc have hundredths of seconds
    List<String> timed = new ArrayList<>(List.of(
        "bash", "-c", "TIMEFORMAT='%3R %3U %3S'; time \"$@\" >/dev/null 2>&1", "bash"));
    timed.addAll(command.apply(jdk));
    Map<String, String> environment = new HashMap<>(Map.of("JAVA_HOME", jdk.home().toString(), "LC_ALL", "C"));
    if (!agent.options().isEmpty()) {
      environment.put("JAVA_TOOL_OPTIONS", Launch.toolOptions(agent.options()));
    }
    try (ChildProcess process = ChildProcess.start(BuiltFiles.work("start"), environment, timed)) {
      if (process.exitCode(300) != 0) {
        throw new IllegalStateException(timed + " failed\n" + process.log());
      }
      double[] seconds = Stream.of(process.stderr().strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
      return Map.of(WALL, seconds[0] * 1000, CPU, DoubleStream.of(seconds).skip(1).sum() * 1000);
    }
  }

  @Override
  public Map<String, Double> footprint(Jdk jdk, Agent agent) throws Exception {
    start(jdk, agent);
    return Map.of();
  }
}
