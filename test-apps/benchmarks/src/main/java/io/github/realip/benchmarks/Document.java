package io.github.realip.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code docs/performance.md}, in which each measurement owns what stands between {@code <!-- NAME -->} and
 * {@code <!-- /NAME -->}; all else is written by people.
 */
final class Document {

  private final Path file;

  Document(Path file) {
    this.file = file;
  }

  void replace(String name, String content) throws IOException {
    String begin = "<!-- " + name + " -->\n";
    String end = "<!-- /" + name + " -->";
    String text = Files.readString(file);
    int from = text.indexOf(begin);
    int to = text.indexOf(end, from);
    if (from < 0 || to < 0) {
      throw new IllegalStateException(file + " has no place for " + name);
    }
    Files.writeString(file, text.substring(0, from + begin.length()) + content.stripTrailing() + "\n"
        + text.substring(to));
  }
}
