package io.github.realip.benchmarks.start;

import io.github.realip.benchmarks.Agent;
import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.Chart;
import io.github.realip.benchmarks.Interval;
import io.github.realip.benchmarks.Part;
import io.github.realip.benchmarks.Results;
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
import java.util.function.Predicate;

/** Starts of a Spring Boot application with archives of its classes, which were made in several ways. */
public final class Archives implements Part {

  private static final String SHARED = "classes from the archive";
  private static final String OTHER = "other classes";
  private static final String NO_ARCHIVE = "the JDK's own";
  private static final String WITH = ", ";
  private static final String APP_CDS = "AppCDS, made without an agent";
  private static final String AOT = "AOT cache, trained ";
  private static final String WITHOUT_AGENT = AOT + "without an agent";
  private static final String WITH_MODULE = AOT + "with `--add-modules java.instrument`";
  private static final String WITH_AGENT = AOT + "with the agent";

  @Override
  public Results record(Budget budget, Predicate<String> subjects) throws Exception {
    Results results = new Results();
    Container boot = Matrix.containers().stream()
        .filter(each -> each.toString().startsWith("Spring Boot 4.") && each.hasOption("tomcat"))
        .findFirst().orElseThrow();
    for (int java : List.of(17, 25, 27)) {
      String subject = "Spring Boot " + boot.version() + " on Java " + java;
      Optional<Jdk> jdk = Jdks.version(java);
      if (jdk.isEmpty()) {
        System.out.println("no Java " + java + " for " + subject);
      } else if (subjects.test(subject)) {
        starts(results, subject, boot.withOption("tomcat extracted"), jdk.get(), budget);
      }
    }
    return results;
  }

  private static void starts(Results results, String subject, Container boot, Jdk jdk, Budget budget)
      throws Exception {
    Map<String, List<String>> archives = archives(boot, jdk);
    List<Agent> agents = List.of(Agent.NONE, Agent.empty(), Agent.ours());
    for (Map.Entry<String, List<String>> archive : archives.entrySet()) {
      for (Agent agent : agents) {
        results.add(subject, archive.getKey() + WITH + agent.title(), 0, classes(boot, jdk, agent, archive.getValue()));
      }
    }
    List<String> turns = new ArrayList<>(archives.keySet());
    for (int run = 1; run <= budget.starts / 2 + 1; run++) {
      System.out.println("starting " + subject + ", round " + run);
      for (String archive : turns) {
        for (Agent agent : agents) {
          results.add(subject, archive + WITH + agent.title(), run,
              new ServerProgram(boot, subject, archives.get(archive)).start(jdk, agent));
        }
      }
      turns.add(turns.remove(0));
    }
  }

  /** By its title, what a JVM is told to use it. */
  private static Map<String, List<String>> archives(Container boot, Jdk jdk) throws Exception {
    Map<String, List<String>> archives = new LinkedHashMap<>();
    archives.put(NO_ARCHIVE, List.of());
    if (jdk.version() < 25) {
      Path archive = fresh("boot.jsa");
      train(boot, jdk, archive, List.of("-XX:ArchiveClassesAtExit=" + archive));
      archives.put(APP_CDS, List.of("-XX:SharedArchiveFile=" + archive));
      return archives;
    }
    Map<String, List<String>> trainings = new LinkedHashMap<>();
    trainings.put(WITHOUT_AGENT, List.of());
    trainings.put(WITH_MODULE, List.of("--add-modules=java.instrument"));
    trainings.put(WITH_AGENT, Agent.ours().options());
    for (Map.Entry<String, List<String>> training : trainings.entrySet()) {
      Path cache = fresh("boot-" + archives.size() + ".aot");
      List<String> options = new ArrayList<>(training.getValue());
      options.add("-XX:AOTCacheOutput=" + cache);
      train(boot, jdk, cache, options);
      archives.put(training.getKey(), List.of("-XX:AOTCache=" + cache));
    }
    return archives;
  }

  private static Path fresh(String name) throws Exception {
    Path file = BuiltFiles.work("archives").resolve(name);
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    return file;
  }

  private static void train(Container boot, Jdk jdk, Path archive, List<String> options) throws Exception {
    Server server = Server.start(new Launch(boot, jdk, options, false));
    server.close(); // writes it
    if (Files.notExists(archive)) {
      throw new IllegalStateException(server + " has left no archive\n" + server.process().log());
    }
  }

  /** How many of its classes come from the archive. */
  private static Map<String, Double> classes(Container boot, Jdk jdk, Agent agent, List<String> archive)
      throws Exception {
    Path log = fresh("classes.log");
    List<String> options = new ArrayList<>(archive);
    options.add("-Xlog:class+load:file=" + log + ":none");
    new ServerProgram(boot, "", options).start(jdk, agent);
    List<String> classes = Files.readAllLines(log).stream().filter(text -> text.contains(" source: ")).toList();
    long shared = classes.stream().filter(text -> text.contains("shared objects file")).count();
    return Map.of(SHARED, (double) shared, OTHER, (double) (classes.size() - shared));
  }

  @Override
  public Findings show(Results results) {
    Table table = new Table("Java", "archive", "agent", "starts", Program.WALL, "over no agent",
        Program.CPU, SHARED, OTHER);
    Chart chart = new Chart("archives", "Milliseconds of a start of Spring Boot until its first answer", "%.0f",
        Double.NaN);
    List<String> headlines = new ArrayList<>();
    for (String subject : results.subjects()) {
      String java = subject.replaceAll(".* ", "");
      String plain = results.sides(subject).contains(APP_CDS + WITH + Agent.OURS) ? APP_CDS : WITHOUT_AGENT;
      for (String side : results.sides(subject)) {
        String archive = side.substring(0, side.lastIndexOf(WITH));
        String agent = side.substring(side.lastIndexOf(WITH) + WITH.length());
        Samples wall = results.of(subject, side, Program.WALL);
        String base = (archive.equals(NO_ARCHIVE) ? NO_ARCHIVE : plain) + WITH + Agent.NONE.title();
        Interval over = wall.differencesTo(results.of(subject, base, Program.WALL)).interval();
        table.row(java, archive, agent, String.valueOf(wall.size()), wall.interval().text("%.0f"),
            side.equals(base) ? "" : over.text("%+.0f"),
            results.of(subject, side, Program.CPU).interval().text("%.0f"),
            "%.0f".formatted(results.of(subject, side, SHARED).median()),
            "%.0f".formatted(results.of(subject, side, OTHER).median()));
        if (agent.equals(Agent.NONE.title())) {
          chart.group("Java " + java + ", " + archive);
        }
        chart.dot(agent, wall.interval(), agent.equals(Agent.OURS));
      }
      String best = plain.equals(APP_CDS) ? APP_CDS : WITH_AGENT;
      headlines.add("on Java %s in %.0f ms without an agent, in %.0f with it".formatted(java,
          results.of(subject, plain + WITH + Agent.NONE.title(), Program.WALL).median(),
          results.of(subject, best + WITH + Agent.OURS, Program.WALL).median()));
    }
    String limits = """

        In brackets is where the median lies with 95 %. "Over no agent" compares with no agent and the archive that
        was made without one, or with none. Such a figure tells what this application of some seven thousand classes
        takes; one with more classes saves more by an archive, and loses more without it.
        """;
    return new Findings("", "**With an archive of classes** Spring Boot starts " + String.join("; ", headlines),
        chart.link() + "\n" + table + limits, List.of(chart));
  }
}
