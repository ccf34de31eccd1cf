package io.github.realip.benchmarks.start;

import io.github.realip.benchmarks.Agent;
import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.Part;
import io.github.realip.benchmarks.Programs;
import io.github.realip.benchmarks.Samples;
import io.github.realip.benchmarks.Table;
import io.github.realip.containers.BuiltFiles;
import io.github.realip.containers.Container;
import io.github.realip.containers.Jdk;
import io.github.realip.containers.Jdks;
import io.github.realip.containers.Launch;
import io.github.realip.containers.Matrix;
import io.github.realip.containers.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Starts of programs and servers, with one agent after the other in turns. */
public final class Start implements Part {

  private static final int MAIN_JAVA = 17;
  private static final List<Integer> JAVAS = List.of(8, MAIN_JAVA, 25, 27);
  /** Differences of seconds need no fifteen runs. */
  private static final int YARDSTICK_RUNS = 3;

  /** What all starts of one program on one Java with one agent took. */
  private static final class Starts {
    private final List<Measured> all = new ArrayList<>();

    Samples of(ToDoubleFunction<Measured> what) {
      Samples samples = new Samples();
      all.forEach(each -> samples.add(what.applyAsDouble(each)));
      return samples;
    }
  }

  private final Table time = new Table("program", "Java", "agent", "starts", "wall, ms (least)", "CPU, ms (least)",
      "wall over empty agent", "CPU over empty agent");
  private final Table memory = new Table("server", "Java", "agent", "resident, MiB", "over no agent",
      "classes", "metaspace, MiB");
  private final List<String> headlines = new ArrayList<>();
  private final List<String> figures = new ArrayList<>();

  @Override
  public Findings measure(Budget budget) throws Exception {
    Path hello = Programs.hello(BuiltFiles.work("hello"));
    Path keys = Programs.keyStore(BuiltFiles.work("keys"));
    List<Program> commands = List.of(
        new CommandProgram("hello world", jdk -> List.of(java(jdk), "-cp", hello.toString(), "Hello")),
        new CommandProgram("keytool -list", jdk -> List.of(jdk.tool("keytool").toString(), "-list", "-keystore",
            keys.toString(), "-storepass", "changeit")),
        new CommandProgram("mvn -v", jdk -> List.of(System.getProperty("maven.home") + "/bin/mvn", "-v")));
    for (int java : JAVAS) {
      for (Program command : commands) {
        starts(command, java, budget);
      }
    }
    for (int java : budget == Budget.FULL ? JAVAS : List.of(8, MAIN_JAVA, 25)) {
      server("Tomcat 9.", java, budget);
    }
    for (int java : budget == Budget.FULL ? JAVAS : List.of(27)) {
      server("Tomcat 11.", java, budget);
    }
    for (int java : budget == Budget.FULL ? JAVAS : List.of(MAIN_JAVA)) {
      server("WildFly", java, budget);
    }
    Table archives = archives(budget);
    return new Findings("Start, over an empty agent: " + String.join(", ", figures) + ".",
        "**A start**: " + String.join("; ", headlines),
        time + "\n" + memory + "\nTomcat 9 on Java 17 with its jars on the class path:\n\n" + archives);
  }

  private static String java(Jdk jdk) {
    return jdk.tool("java").toString();
  }

  /** A server of the matrix, the newest of that name that runs on this Java. */
  private void server(String name, int java, Budget budget) throws Exception {
    Optional<Container> container = Matrix.containers().stream()
        .filter(each -> each.toString().startsWith(name) && each.javas().get(0) <= java
            && java <= each.javas().get(each.javas().size() - 1))
        .reduce((older, newer) -> newer);
    if (container.isEmpty()) {
      System.out.println("the matrix has no " + name + " for Java " + java);
      return;
    }
    starts(new ServerProgram(container.get(), container.get().toString(), List.of()), java, budget);
  }

  private void starts(Program program, int java, Budget budget) throws Exception {
    Optional<Jdk> jdk = Jdks.version(java);
    if (jdk.isEmpty()) {
      System.out.println("no Java " + java + " for " + program.title());
      return;
    }
    System.out.println("starting " + program.title() + " on Java " + java);
    Map<Agent, Starts> all = new LinkedHashMap<>();
    Stream.of(Agent.NONE, Agent.empty(), Agent.ours(), Agent.openTelemetry())
        .filter(agent -> !isYardstick(agent) || java == MAIN_JAVA || budget == Budget.FULL)
        .forEach(agent -> all.put(agent, new Starts()));
    List<Agent> turns = new ArrayList<>(all.keySet());
    for (Agent agent : turns) {
      program.start(jdk.get(), agent); // brings the files into memory
    }
    for (int run = 0; run < budget.starts; run++) {
      turns.add(turns.remove(0)); // so that none always comes after the same other one
      for (Agent agent : turns) {
        if (!isYardstick(agent) || run < YARDSTICK_RUNS || budget == Budget.FULL) {
          all.get(agent).all.add(program.start(jdk.get(), agent));
        }
      }
    }
    List<Starts> values = List.copyOf(all.values());
    for (Map.Entry<Agent, Starts> each : all.entrySet()) {
      write(program, jdk.get(), each.getKey(), each.getValue(), values.get(0), values.get(1));
    }
    if (java == MAIN_JAVA && !(program.title().startsWith("keytool") || program.title().startsWith("mvn"))) {
      Samples empty = values.get(1).of(Measured::wallMillis);
      double ours = values.get(2).of(Measured::wallMillis).medianDifferenceTo(empty);
      figures.add("%s %+.0f ms".formatted(program.title(), ours));
      headlines.add("%s %+.0f ms over an empty agent, which takes %+.0f ms of %.0f".formatted(program.title(),
          ours, empty.medianDifferenceTo(values.get(0).of(Measured::wallMillis)), empty.median()));
    }
  }

  private static boolean isYardstick(Agent agent) {
    return agent.title().startsWith("OpenTelemetry");
  }

  private void write(Program program, Jdk jdk, Agent agent, Starts own, Starts none, Starts empty) throws Exception {
    String java = String.valueOf(jdk.version());
    Samples wall = own.of(Measured::wallMillis);
    Samples cpu = own.of(Measured::cpuMillis);
    time.row(program.title(), java, agent.title(), String.valueOf(wall.size()),
        "%.0f (%.0f)".formatted(wall.median(), wall.least()), "%.0f (%.0f)".formatted(cpu.median(), cpu.least()),
        "%+.0f".formatted(wall.medianDifferenceTo(empty.of(Measured::wallMillis))),
        "%+.0f".formatted(cpu.medianDifferenceTo(empty.of(Measured::cpuMillis))));
    if (program instanceof ServerProgram server) {
      Samples resident = own.of(Measured::residentMiB);
      double[] footprint = server.classesAndMetaspace(jdk, agent);
      memory.row(program.title(), java, agent.title(), "%.0f".formatted(resident.median()),
          "%+.0f".formatted(resident.medianDifferenceTo(none.of(Measured::residentMiB))),
          "%.0f".formatted(footprint[0]), "%.1f".formatted(footprint[1] / (1 << 20)));
    }
  }

  /** With the JDK's archive of classes, and with one of the application's own that was made without an agent. */
  private static Table archives(Budget budget) throws Exception {
    Table table = new Table("archive", "agent", "wall, ms (least)", "CPU, ms (least)", "classes from the archive",
        "other classes");
    Jdk jdk = Jdks.version(MAIN_JAVA).orElseThrow();
    Container tomcat = Matrix.containers().stream().filter(each -> each.toString().startsWith("Tomcat 9."))
        .findFirst().orElseThrow().withOption("classpath");
    Path archive = BuiltFiles.work("tomcat.jsa");
    Files.deleteIfExists(archive);
    Server.start(new Launch(tomcat, jdk, List.of("-XX:ArchiveClassesAtExit=" + archive), false)).close();
    Map<String, List<String>> archives = new LinkedHashMap<>();
    archives.put("the JDK's", List.of());
    archives.put("the application's", List.of("-XX:SharedArchiveFile=" + archive));
    for (Map.Entry<String, List<String>> each : archives.entrySet()) {
      Map<Agent, Starts> all = new LinkedHashMap<>();
      List<Agent> agents = List.of(Agent.NONE, Agent.empty(), Agent.ours());
      for (int run = 0; run < Math.max(3, budget.starts / 3); run++) {
        for (Agent agent : agents) {
          all.computeIfAbsent(agent, unseen -> new Starts()).all.add(
              new ServerProgram(tomcat, "", each.getValue()).start(jdk, agent));
        }
      }
      for (Agent agent : agents) {
        Path log = BuiltFiles.work("classes.log");
        List<String> options = new ArrayList<>(each.getValue());
        options.add("-Xlog:class+load:file=" + log + ":none");
        new ServerProgram(tomcat, "", options).start(jdk, agent);
        List<String> classes = Files.readAllLines(log).stream().filter(text -> text.contains(" source: ")).toList();
        long shared = classes.stream().filter(text -> text.contains("shared objects file")).count();
        Samples wall = all.get(agent).of(Measured::wallMillis);
        Samples cpu = all.get(agent).of(Measured::cpuMillis);
        table.row(each.getKey(), agent.title(), "%.0f (%.0f)".formatted(wall.median(), wall.least()),
            "%.0f (%.0f)".formatted(cpu.median(), cpu.least()), String.valueOf(shared),
            String.valueOf(classes.size() - shared));
      }
    }
    return table;
  }
}
