package io.github.realip.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The documentation: {@code docs/performance.md}, in which each measurement owns what stands between
 * {@code <!-- NAME -->} and {@code <!-- /NAME -->}, the same in the README, and the drawings; all else is written by
 * people.
 *
 * @param root the directory with the README
 */
record Document(Path root) {

  /** Where the values of a part are kept. */
  Path results(String name) {
    return root.resolve("docs/performance").resolve(name + ".tsv");
  }

  /** Writes what was found in a part. */
  void write(String name, String how, Part.Findings findings) throws IOException {
    Path page = root.resolve("docs/performance.md");
    replace(page, "headline " + name, "- " + findings.headline());
    replace(page, name, how + "\n\n" + findings.tables());
    Path readme = root.resolve("README.md");
    if (!findings.figure().isEmpty()) {
      replace(readme, "figure " + name, "- " + findings.figure());
    } else if (Files.readString(readme).contains(begin("figure " + name))) { // no more than what was measured
      replace(readme, "figure " + name, "");
    }
    for (Chart chart : findings.charts()) {
      Files.writeString(root.resolve("docs").resolve(chart.file()), chart.toString());
    }
  }

  private static String begin(String name) {
    return "<!-- " + name + " -->\n";
  }

  private static void replace(Path file, String name, String content) throws IOException {
    String begin = begin(name);
    String end = "<!-- /" + name + " -->";
    String text = Files.readString(file);
    int from = text.indexOf(begin);
    int to = text.indexOf(end, from);
    if (from < 0 || to < 0) {
      throw new IllegalStateException(file + " has no place for " + name);
    }
    Files.writeString(file, text.substring(0, from + begin.length())
        + (content.isEmpty() ? "" : content.stripTrailing() + "\n") + text.substring(to));
  }
}
