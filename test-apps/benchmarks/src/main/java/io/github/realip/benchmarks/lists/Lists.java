package io.github.realip.benchmarks.lists;

import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.Chart;
import io.github.realip.benchmarks.Part;
import io.github.realip.benchmarks.Results;
import io.github.realip.benchmarks.Samples;
import io.github.realip.benchmarks.Table;
import io.github.realip.containers.BuiltFiles;
import io.github.realip.containers.ChildProcess;
import io.github.realip.containers.Jdk;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;

/** What is large: files of cases, access logs, lists of proxies, and such a list changed under load. */
public final class Lists implements Part {

  private static final String EXPLAIN = "explain";
  private static final String LIST = "list of ";
  private static final List<Integer> SIZES = List.of(10_000, 1_000_000);
  private static final int CASES = 400_000;
  private static final int LOGGED = 2_000_000;
  private static final int WINDOW_MILLIS = 6_000;

  private static final String RATE = "lines/s";
  private static final String KEPT = "kept, MiB";
  private static final String ALLOCATED = "allocated, MiB";
  private static final String READ = "read, ms";
  private static final String CALL = "longest call, ms";
  private static final String STOP = "longest stop, ms";
  private static final List<String> WINDOWS = List.of("no file", "same", "changed");

  @Override
  public Results record(Budget budget, Predicate<String> subjects) throws Exception {
    Results results = new Results();
    Path work = Files.createDirectories(BuiltFiles.work("lists"));
    if (subjects.test(EXPLAIN)) {
      explain(results, work, budget);
    }
    for (int size : SIZES) {
      String subject = LIST + "%,d".formatted(size);
      for (int round = 1; subjects.test(subject) && round <= budget.forks; round++) {
        System.out.println(subject + ", round " + round);
        Map<String, Double> memory = new HashMap<>();
        jvm(work, "memory", size).stdout().lines().map(line -> line.split("\t"))
            .forEach(figure -> memory.put(figure[0], Double.valueOf(figure[1])));
        results.add(subject, "memory", round, Map.of(KEPT, memory.get("kept"), ALLOCATED, memory.get("allocated"),
            READ, memory.get("read")));
        reload(results, subject, work, size, round);
      }
    }
    return results;
  }

  private static void explain(Results results, Path work, Budget budget) throws Exception {
    Path cases = work.resolve("cases.jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(cases)) {
      for (int i = 0; i < CASES; i++) {
        out.write("{\"id\":\"%1$d\",\"peer\":\"10.0.0.7\",\"headers\":[[\"X-Forwarded-For\",\"6.6.6.6, %2$s\"]],"
            .formatted(i, client(i)) + "\"expect\":\"" + client(i) + "\"}\n");
      }
    }
    Path log = work.resolve("access.log");
    Path packed = work.resolve("access.log.gz");
    try (BufferedWriter plain = Files.newBufferedWriter(log);
        BufferedWriter gzip = new BufferedWriter(
            new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(packed)), StandardCharsets.UTF_8))) {
      for (int i = 0; i < LOGGED; i++) {
        String line = "10.0.0.7 %1$s \"198.51.100.1, %1$s\" \"GET /cart/%2$d HTTP/1.1\"\n".formatted(client(i), i);
        plain.write(line);
        gzip.write(line);
      }
    }
    for (int round = 1; round <= budget.starts; round++) {
      System.out.println("explaining, round " + round);
      results.add(EXPLAIN, "`--jsonl`", round, rate(work, CASES, cases, "--jsonl"));
      results.add(EXPLAIN, "`--access-log`", round, rate(work, LOGGED, cases, "--access-log", log.toString()));
      results.add(EXPLAIN, "`--access-log`, packed by gzip", round,
          rate(work, LOGGED, cases, "--access-log", packed.toString()));
    }
  }

  private static String client(int i) {
    return "203." + (i >> 16 & 127) + "." + (i >> 8 & 255) + "." + (i & 255);
  }

  private static Map<String, Double> rate(Path work, int lines, Path input, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "-c", "exec \"$@\" < " + input, "bash",
        Jdk.current().tool("java").toString(), "-Xmx32m", "-jar", BuiltFiles.agent().toString(), "explain",
        "--trusted-proxies", "10.0.0.7"));
    command.addAll(List.of(arguments));
    long start = System.nanoTime();
    ended(ChildProcess.start(work.resolve("explain"), Map.of(), command));
    return Map.of(RATE, lines / ((System.nanoTime() - start) / 1e9));
  }

  private static void reload(Results results, String subject, Path work, int size, int round) throws Exception {
    List<String> windows = jvm(work, "reload", size).stdout().lines().filter(line -> line.startsWith("window"))
        .toList();
    List<String> stops = Files.readAllLines(work.resolve("jvm/safepoints.log"));
    for (String window : windows) {
      String[] cells = window.split("\t");
      double stop = stops.stream().filter(line -> line.contains("Total: ")).filter(line -> {
        double millis = Double.parseDouble(line.replaceAll("^\\[(\\d+)ns].*", "$1")) / 1e6;
        return Double.parseDouble(cells[2]) <= millis && millis <= Double.parseDouble(cells[3]);
      }).mapToDouble(line -> Double.parseDouble(line.replaceAll(".*Total: *(\\d+) ns.*", "$1")) / 1e6).max().orElse(0);
      results.add(subject, cells[1], round, Map.of(CALL, Double.valueOf(cells[4]), STOP, stop));
    }
  }

  private static ChildProcess jvm(Path work, String what, int size) throws Exception {
    Path directory = Files.createDirectories(work.resolve("jvm"));
    return ended(ChildProcess.start(directory, Map.of(), List.of(Jdk.current().tool("java").toString(), "-Xmx1g",
        "-XX:+UseG1GC", "-Drealip.log=error", "-Xlog:safepoint:file=" + directory.resolve("safepoints.log") + ":un",
        "-classpath", System.getProperty("java.class.path"), ListJvm.class.getName(), what,
        directory.resolve(String.valueOf(size)).toString(), String.valueOf(size), String.valueOf(WINDOW_MILLIS))));
  }

  private static ChildProcess ended(ChildProcess process) throws InterruptedException {
    try (process) {
      if (process.exitCode(300) != 0) {
        throw new IllegalStateException(process.log());
      }
      return process;
    }
  }

  @Override
  public Findings show(Results results) {
    Table explain = new Table(EXPLAIN, "rounds", RATE);
    for (String side : results.sides(EXPLAIN)) {
      Samples rate = results.of(EXPLAIN, side, RATE);
      explain.row(side, String.valueOf(rate.size()), rate.interval().text("%,.0f"));
    }
    Table memory = new Table("entries", "rounds", "of the heap, MiB", "allocated while it is read, MiB",
        "read at the start, ms");
    Table reload = new Table("entries", "while", "rounds", CALL, "longest stop of the JVM in it, ms");
    Chart chart = new Chart("lists", "Longest call in %d s, milliseconds".formatted(WINDOW_MILLIS / 1000), "%.1f",
        Double.NaN);
    Map<String, String> titles = Map.of("no file", "nothing is read", "same", "files are looked at, and stay",
        "changed", "files change, and are read again");
    List<String> headlines = new ArrayList<>();
    for (String subject : results.subjects()) {
      if (subject.startsWith(LIST)) {
        String size = subject.substring(LIST.length());
        Samples kept = results.of(subject, "memory", KEPT);
        memory.row(size, String.valueOf(kept.size()), kept.interval().text("%.1f"),
            results.of(subject, "memory", ALLOCATED).interval().text("%.0f"),
            results.of(subject, "memory", READ).interval().text("%.0f"));
        chart.group(subject);
        for (String window : WINDOWS) {
          Samples call = results.of(subject, window, CALL);
          reload.row(size, titles.get(window), String.valueOf(call.size()), call.interval().text("%.1f"),
              results.of(subject, window, STOP).interval().text("%.1f"));
          chart.dot(titles.get(window), call.interval(), window.equals("changed"));
        }
        headlines.add("%s entries take %.1f MiB".formatted(size, kept.median()));
      }
    }
    String headline = "**Large files**: %s; `explain` reads %,.0f cases a second and %,.0f lines of an access log";
    return new Findings("", headline.formatted(String.join(", ", headlines),
        results.of(EXPLAIN, "`--jsonl`", RATE).median(), results.of(EXPLAIN, "`--access-log`", RATE).median()),
        explain + LIMITS_OF_RATES + "\n" + memory + LIMITS_OF_MEMORY + "\n" + chart.link() + "\n" + reload
            + LIMITS_OF_CALLS, List.of(chart));
  }

  private static final String LIMITS_OF_RATES = """

      In brackets is where the median lies with 95 %. Such a figure tells how long a file takes on such a machine,
      with the JVM's start in it, at 32 MiB of heap; it cannot tell what a disk adds.
      """;
  private static final String LIMITS_OF_MEMORY = """

      Such a figure tells what stays on the heap when garbage is collected, with the file's text, which is kept to
      be compared; it cannot tell how far a heap grows before.
      """;
  private static final String LIMITS_OF_CALLS = """

      Such a figure tells what one thread waits at most; it cannot tell how much of that the machine's scheduler
      adds, for the thread that reads and the collector's want the two cores as well: the first row is what it adds
      when they want nothing.
      """;
}
