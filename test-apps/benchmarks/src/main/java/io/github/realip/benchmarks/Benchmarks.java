package io.github.realip.benchmarks;

import io.github.realip.benchmarks.call.Calls;
import io.github.realip.benchmarks.call.HeaderCalls;
import io.github.realip.benchmarks.call.OriginCalls;
import io.github.realip.benchmarks.load.Connections;
import io.github.realip.benchmarks.load.Load;
import io.github.realip.benchmarks.resolver.ResolverCost;
import io.github.realip.benchmarks.size.Size;
import io.github.realip.benchmarks.start.Start;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures what the agent costs and writes it into {@code docs/performance.md} and the README. */
public final class Benchmarks {

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
  }

  private Benchmarks() {
  }

  /**
   * Runs measurements.
   *
   * @param args which ones, {@code all} or names with commas between, and the {@link Budget}
   */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    List<String> names = args[0].equals("all") ? List.copyOf(PARTS.keySet()) : List.of(args[0].split(","));
    if (!PARTS.keySet().containsAll(names)) {
      throw new IllegalArgumentException("The benchmarks are " + PARTS.keySet() + ", not " + names);
    }
    Budget budget = Budget.valueOf(args[1].toUpperCase(Locale.ROOT));
    Document document = new Document(Path.of("../../docs/performance.md"));
    Document readme = new Document(Path.of("../../README.md"));
    for (String name : names) {
      long start = System.nanoTime();
      Part.Findings findings = PARTS.get(name).measure(budget);
      String how = "Measured on " + Machine.describe() + (budget == Budget.RECORD ? "." : ", budget " + budget + ".");
      document.replace("headline " + name, "- " + findings.headline());
      if (!findings.figure().isEmpty()) {
        readme.replace("figure " + name, "- " + findings.figure());
      }
      document.replace(name, how + "\n\n" + findings.tables());
      System.out.println(findings.tables());
      System.out.printf("%s took %d s%n", name, (System.nanoTime() - start) / 1_000_000_000);
    }
  }
}
