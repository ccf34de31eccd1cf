package io.github.realip.benchmarks.start;

import io.github.realip.benchmarks.Agent;
import io.github.realip.benchmarks.Profile;
import io.github.realip.containers.BuiltFiles;
import io.github.realip.containers.ChildProcess;
import io.github.realip.containers.Container;
import io.github.realip.containers.Jdk;
import io.github.realip.containers.Launch;
import io.github.realip.containers.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A server with the application {@code whoami}, from its start to its first answer.
 *
 * @param container a line of the matrix
 * @param title as tables have it
 * @param options of the JVM, besides the agent's
 */
record ServerProgram(Container container, String title, List<String> options) implements Program {

  @Override
  public Map<String, Double> start(Jdk jdk, Agent agent) throws Exception {
    try (Server server = server(jdk, agent)) {
      double cpu = server.process().cpuTime().toMillis();
      return Map.of(WALL, server.startTime().toNanos() / 1e6, CPU, cpu, RESIDENT, resident(jvm(server)) / 1024.0);
    }
  }

  @Override
  public Map<String, Double> footprint(Jdk jdk, Agent agent) throws Exception {
    try (Server server = server(jdk, agent)) {
      return Map.of(CLASSES, number("-class", "Loaded", jvm(server)),
          METASPACE, number("-gc", "MU", jvm(server)) / 1024);
    }
  }

  @Override
  public Map<String, Double> profile(Jdk jdk, Agent agent) throws Exception {
    try (Server server = server(jdk, agent, Profile.fromStart())) {
      double cpu = server.process().cpuTime().toMillis();
      Profile profile = Profile.of(jvm(server).pid());
      Map<String, Double> found = new HashMap<>(Map.of(IN_AGENT, profile.agent() * cpu / 100));
      if (profile.showsJvm()) {
        found.put(HANDING_OVER, profile.handingOver() * cpu / 100);
      }
      return found;
    }
  }

  private Server server(Jdk jdk, Agent agent, String... more) throws Exception {
    List<String> all = new ArrayList<>(options);
    all.addAll(agent.options());
    all.addAll(List.of(more));
    return Server.start(new Launch(container, jdk, all, false));
  }

  /** Of the processes, some of which may be start scripts, the one that has the memory. */
  private static ProcessHandle jvm(Server server) {
    return server.process().processes().stream().max(Comparator.comparingLong(ServerProgram::resident)).orElseThrow();
  }

  /** Kilobytes that are in the machine's memory. */
  private static long resident(ProcessHandle process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines.filter(line -> line.startsWith("VmRSS"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
    } catch (IOException gone) {
      return 0;
    }
  }

  /** A column of the one row that jstat prints; this Java's, for it reads all others too. */
  private static double number(String what, String column, ProcessHandle jvm) throws Exception {
    List<String> command = List.of(Jdk.current().tool("jstat").toString(), what, String.valueOf(jvm.pid()));
    try (ChildProcess jstat = ChildProcess.start(BuiltFiles.work("jstat"), Map.of(), command)) {
      jstat.exitCode(60);
      String[] lines = jstat.stdout().strip().split("\\R");
      int index = List.of(lines[0].strip().split("\\s+")).indexOf(column);
      return index < 0 ? Double.NaN : Double.parseDouble(lines[lines.length - 1].strip().split("\\s+")[index]);
    }
  }
}
