package io.github.realip.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables and drawings of the page are those that the files of results make. */
class PublishedTest {

  private static final Path ROOT = Path.of("../..");

  @TempDir
  private Path copy;

  @Test
  void pageAndDrawingsAreMadeOfTheResults() throws Exception {
    if ("write".equals(System.getProperty("realip.golden"))) {
      publish(ROOT);
    }
    Files.createDirectories(copy.resolve("docs/diagrams"));
    for (Path file : published(ROOT).keySet()) {
      if (!file.toString().endsWith(".svg")) {
        Files.createDirectories(copy.resolve(file).getParent());
        Files.copy(ROOT.resolve(file), copy.resolve(file));
      }
    }
    publish(copy);
    Map<Path, String> made = published(copy);
    Map<Path, String> kept = published(ROOT);
    assertEquals(kept.keySet(), made.keySet());
    made.forEach((file, text) -> assertEquals(kept.get(file), text,
        file + " is not what the results make; with -Drealip.golden=write it is written"));
  }

  private static void publish(Path root) throws IOException {
    Document document = new Document(root);
    int count = 0;
    for (String part : Benchmarks.parts()) {
      if (Files.exists(document.results(part))) {
        Benchmarks.publish(document, part);
        count++;
      }
    }
    assertTrue(count > 0, "there are no results");
  }

  private static Map<Path, String> published(Path root) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    for (String start : new String[] {"README.md", "docs/performance.md", "docs/performance", "docs/diagrams"}) {
      try (Stream<Path> all = Files.walk(root.resolve(start))) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          String name = file.getFileName().toString();
          if (!name.endsWith(".svg") || name.startsWith("performance-")) {
            files.put(root.relativize(file), Files.readString(file));
          }
        }
      }
    }
    return files;
  }
}
