package io.github.realip.benchmarks;

import io.github.realip.benchmarks.call.Calls;
import io.github.realip.benchmarks.call.HeaderCalls;
import io.github.realip.benchmarks.call.OriginCalls;
import io.github.realip.benchmarks.lists.Lists;
import io.github.realip.benchmarks.load.Connections;
import io.github.realip.benchmarks.load.Load;
import io.github.realip.benchmarks.load.Scale;
import io.github.realip.benchmarks.resolver.ResolverCost;
import io.github.realip.benchmarks.size.Size;
import io.github.realip.benchmarks.start.Archives;
import io.github.realip.benchmarks.start.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Measures what the agent costs and writes it into {@code docs/performance.md} and the README. */
public final class Benchmarks {

  private static final String ALL = ".";
  private static final Map<String, Part> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("size", new Size());
    PARTS.put("start", new Start());
    PARTS.put("resolver", new ResolverCost());
    PARTS.put("call", new Calls());
    PARTS.put("origin", new OriginCalls());
    PARTS.put("headers", new HeaderCalls());
    PARTS.put("load", new Load());
    PARTS.put("connections", new Connections());
    PARTS.put("lists", new Lists());
    PARTS.put("archives", new Archives());
    PARTS.put("scale", new Scale());
  }

  private Benchmarks() {
  }

  /** The parts' names, in the order of the page. */
  static Set<String> parts() {
    return Collections.unmodifiableSet(PARTS.keySet());
  }

  /**
   * Runs measurements.
   *
   * @param args which ones, {@code all} or names with commas between; the {@link Budget}; a regular expression that is
   *     found in the names of the subjects to be measured; {@code true} if these are further rounds of what the file
   *     of results has
   */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    List<String> names = args[0].equals("all") ? List.copyOf(PARTS.keySet()) : List.of(args[0].split(","));
    if (!PARTS.keySet().containsAll(names)) {
      throw new IllegalArgumentException("The benchmarks are " + PARTS.keySet() + ", not " + names);
    }
    Budget budget = Budget.valueOf(args[1].toUpperCase(Locale.ROOT));
    boolean all = args[2].equals(ALL);
    boolean more = Boolean.parseBoolean(args[3]);
    Document document = new Document(Path.of("../.."));
    for (String name : names) {
      long start = System.nanoTime();
      String how = "Measured on " + Machine.describe() + (budget == Budget.RECORD ? "." : ", budget " + budget + ".");
      Path file = document.results(name);
      Results results = PARTS.get(name).record(budget, Pattern.compile(args[2]).asPredicate());
      (Files.notExists(file) ? results : more ? results.after(Results.read(file))
          : all ? results : results.over(Results.read(file))).write(file, how);
      System.out.println(publish(document, name).tables());
      System.out.printf("%s took %d s%n", name, (System.nanoTime() - start) / 1_000_000_000);
    }
  }

  /** Makes tables and drawings of a part's file of results. */
  static Part.Findings publish(Document document, String name) throws IOException {
    Results results = Results.read(document.results(name));
    Part.Findings findings = PARTS.get(name).show(results);
    document.write(name, results.how(), findings);
    return findings;
  }
}
