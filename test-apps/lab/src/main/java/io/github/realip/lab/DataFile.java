package io.github.realip.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Tables with bars between the cells; {@code #} begins a comment line. */
final class DataFile {

  private DataFile() {
  }

  static List<List<String>> lines(String name, int cells) {
    try (InputStream in = DataFile.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> cells(name, line, cells))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> cells(String name, String line, int expected) {
    List<String> cells = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
    if (cells.size() != expected) {
      throw new IllegalArgumentException(name + ": " + expected + " cells make a line, not " + cells.size() + ": "
          + line);
    }
    return cells;
  }
}
