package io.github.realip.benchmarks.start;

import io.github.realip.benchmarks.Agent;
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
  public Measured start(Jdk jdk, Agent agent) throws Exception {
    List<String> all = new ArrayList<>(options);
    all.addAll(agent.options());
    try (Server server = Server.start(new Launch(container, jdk, all, false))) {
      List<ProcessHandle> processes = server.process().processes();
      double cpu = processes.stream()
          .mapToLong(each -> each.info().totalCpuDuration().map(d -> d.toMillis()).orElse(0L)).sum();
      ProcessHandle jvm = processes.stream().max(Comparator.comparingLong(ServerProgram::resident)).orElseThrow();
      double residentMiB = resident(jvm) / 1024.0;
      double[] classes = numbers(jdk, "-class", jvm, List.of("Loaded"));
      double[] metaspace = numbers(jdk, "-gc", jvm, List.of("MU"));
      return new Measured(server.startTime().toNanos() / 1e6, cpu, residentMiB, classes[0], metaspace[0] / 1024);
    }
  }

  /** Kilobytes that are in the machine's memory. */
  private static long resident(ProcessHandle process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines.filter(line -> line.startsWith("VmRSS")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst().orElse(0);
    } catch (IOException gone) {
      return 0;
    }
  }

  /** Columns of jstat's one row. */
  private static double[] numbers(Jdk jdk, String what, ProcessHandle jvm, List<String> columns) throws Exception {
    List<String> command = List.of(jdk.tool("jstat").toString(), what, String.valueOf(jvm.pid()));
    try (ChildProcess jstat = ChildProcess.start(BuiltFiles.work("jstat"), Map.of(), command)) {
      jstat.exitCode(60);
      String[] lines = jstat.stdout().strip().split("\\R");
      List<String> heads = List.of(lines[0].strip().split("\\s+"));
      String[] values = lines[lines.length - 1].strip().split("\\s+");
      return columns.stream().mapToDouble(column -> Double.parseDouble(values[heads.indexOf(column)])).toArray();
    }
  }
}
