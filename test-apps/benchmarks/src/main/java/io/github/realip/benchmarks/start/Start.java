package io.github.realip.benchmarks.start;

import io.github.realip.benchmarks.Agent;
import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.Chart;
import io.github.realip.benchmarks.Interval;
import io.github.realip.benchmarks.Part;
import io.github.realip.benchmarks.Programs;
import io.github.realip.benchmarks.Results;
import io.github.realip.benchmarks.Samples;
import io.github.realip.benchmarks.Table;
import io.github.realip.containers.BuiltFiles;
import io.github.realip.containers.Container;
import io.github.realip.containers.Jdk;
import io.github.realip.containers.Jdks;
import io.github.realip.containers.Matrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Starts of programs and servers, with one agent after the other in turns. */
public final class Start implements Part {

  private static final int MAIN_JAVA = 17;
  private static final List<Integer> JAVAS = List.of(8, MAIN_JAVA, 25, 27);
  /** Differences of seconds need no fifteen runs. */
  private static final int YARDSTICK_RUNS = 3;
  private static final String NONE = Agent.NONE.title();
  private static final String EMPTY = Agent.EMPTY;

  @Override
  public Results record(Budget budget, Predicate<String> subjects) throws Exception {
    Results results = new Results();
    Path hello = Programs.hello(BuiltFiles.work("hello"));
    Path keys = Programs.keyStore(BuiltFiles.work("keys"));
    List<Program> commands = List.of(
        new CommandProgram("hello world", jdk -> List.of(jdk.tool("java").toString(), "-cp", hello.toString(),
            "Hello")),
        new CommandProgram("keytool -list", jdk -> List.of(jdk.tool("keytool").toString(), "-list", "-keystore",
            keys.toString(), "-storepass", "changeit")),
        new CommandProgram("mvn -v", jdk -> List.of(System.getProperty("maven.home") + "/bin/mvn", "-v")));
    for (int java : JAVAS) {
      for (Program command : commands) {
        starts(results, command, java, budget, subjects);
      }
    }
    for (int java : budget == Budget.FULL ? JAVAS : List.of(8, MAIN_JAVA, 25)) {
      server(results, "Tomcat 9.", java, budget, subjects);
    }
    for (int java : budget == Budget.FULL ? JAVAS : List.of(27)) {
      server(results, "Tomcat 11.", java, budget, subjects);
    }
    for (int java : budget == Budget.FULL ? JAVAS : List.of(MAIN_JAVA)) {
      server(results, "WildFly", java, budget, subjects);
    }
    return results;
  }

  /** A server of the matrix, the newest of that name that runs on this Java. */
  private static void server(Results results, String name, int java, Budget budget, Predicate<String> subjects)
      throws Exception {
    Optional<Container> container = Matrix.containers().stream()
        .filter(each -> each.toString().startsWith(name) && each.javas().get(0) <= java
            && java <= each.javas().get(each.javas().size() - 1))
        .reduce((older, newer) -> newer);
    if (container.isEmpty()) {
      System.out.println("the matrix has no " + name + " for Java " + java);
      return;
    }
    starts(results, new ServerProgram(container.get(), container.get().toString(), List.of()), java, budget, subjects);
  }

  private static void starts(Results results, Program program, int java, Budget budget, Predicate<String> subjects)
      throws Exception {
    String subject = program.title() + " on Java " + java;
    Optional<Jdk> jdk = Jdks.version(java);
    if (jdk.isEmpty()) {
      System.out.println("no Java " + java + " for " + program.title());
    }
    if (jdk.isEmpty() || !subjects.test(subject)) {
      return;
    }
    System.out.println("starting " + subject);
    List<Agent> others = java == MAIN_JAVA || budget == Budget.FULL ? Agent.others() : List.of();
    List<Agent> turns = new ArrayList<>(List.of(Agent.NONE, Agent.empty(), Agent.ours()));
    turns.addAll(others);
    for (Agent agent : turns) { // brings the files into memory
      results.add(subject, agent.title(), 0, program.footprint(jdk.get(), agent));
    }
    for (int run = 1; run <= budget.starts; run++) {
      for (Agent agent : turns) {
        if (run <= YARDSTICK_RUNS || !others.contains(agent) || budget == Budget.FULL) {
          results.add(subject, agent.title(), run, program.start(jdk.get(), agent));
        }
      }
      results.add(subject, Agent.OURS, run, program.profile(jdk.get(), Agent.ours()));
      turns.add(turns.remove(0)); // so that none always comes after the same other one
    }
  }

  @Override
  public Findings show(Results results) {
    Table time = new Table("program", "agent", "starts", "wall, ms", "CPU, ms", "wall over empty agent",
        "CPU over empty agent", Program.IN_AGENT, Program.HANDING_OVER);
    Table memory = new Table("server", "agent", "resident, MiB", "over no agent", "classes", "metaspace, MiB");
    Chart chart = new Chart("start", "Milliseconds of a start over an empty agent's", "%+.0f", 0);
    List<String> headlines = new ArrayList<>();
    List<String> figures = new ArrayList<>();
    for (String subject : results.subjects()) {
      chart.group(subject);
      for (String side : results.sides(subject)) {
        Samples wall = results.of(subject, side, Program.WALL);
        Samples cpu = results.of(subject, side, Program.CPU);
        Interval over = wall.differencesTo(results.of(subject, EMPTY, Program.WALL)).interval();
        time.row(subject, side, String.valueOf(wall.size()), "%.0f".formatted(wall.median()),
            "%.0f".formatted(cpu.median()), side.equals(EMPTY) ? "" : over.text("%+.0f"), side.equals(EMPTY) ? ""
                : cpu.differencesTo(results.of(subject, EMPTY, Program.CPU)).interval().text("%+.0f"),
            results.of(subject, side, Program.IN_AGENT).text("%.0f"),
            results.of(subject, side, Program.HANDING_OVER).text("%.0f"));
        if (side.equals(NONE) || side.equals(Agent.OURS)) {
          chart.dot(side, over, side.equals(Agent.OURS));
        }
        Samples resident = results.of(subject, side, Program.RESIDENT);
        if (resident.size() > 0) {
          memory.row(subject, side, "%.0f".formatted(resident.median()), side.equals(NONE) ? ""
                  : resident.differencesTo(results.of(subject, NONE, Program.RESIDENT)).interval().text("%+.0f"),
              "%.0f".formatted(results.of(subject, side, Program.CLASSES).median()),
              "%.1f".formatted(results.of(subject, side, Program.METASPACE).median()));
        }
      }
      if (subject.endsWith(" " + MAIN_JAVA) && !subject.startsWith("keytool") && !subject.startsWith("mvn")) {
        Samples empty = results.of(subject, EMPTY, Program.WALL);
        Interval ours = results.of(subject, Agent.OURS, Program.WALL).differencesTo(empty).interval();
        if (ours.tells(0)) {
          figures.add("%s %s ms".formatted(subject, ours.text("%+.0f")));
        }
        String inAgent = results.of(subject, Agent.OURS, Program.IN_AGENT).text("%.0f");
        headlines.add("%s %s ms over an empty agent's %.0f".formatted(subject, ours.text("%+.0f"), empty.median())
            + (inAgent.isEmpty() ? "" : ", of its CPU time " + inAgent + " ms in the agent"));
      }
    }
    String limits = """

        In brackets is where the median of the differences within one turn lies with 95 %. Such a figure tells what
        the agent adds to this program on a machine like this; one whose interval has 0 in it cannot tell the agent
        from none, and none of them tells how a start grows with an application. The last two columns are what a
        profiler sees in one more start of each turn: the agent's code and what that calls, and what the JVM does to
        hand each class file to it. They tell what those take, and not what the JIT compiler does for them.
        """;
    return new Findings(figures.isEmpty() ? "" : "Start, over an empty agent: " + String.join(", ", figures) + ".",
        "**A start**: " + String.join("; ", headlines), chart.link() + "\n" + time + limits + "\n" + memory,
        List.of(chart));
  }
}
