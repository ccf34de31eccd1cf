package io.github.realip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The one place where tests hold whole sentences: what is said, to be read as it will be read, and compared word for
 * word. Who mends a sentence runs the test with {@code -Drealip.golden=write} and reads the difference.
 */
public final class GoldenFile {

  private GoldenFile() {
  }

  /** Compares a part of a page, between {@code <!-- NAME: begin -->} and {@code end}, with what it is made from. */
  public static void assertPart(Path page, String name, String part) throws IOException {
    String begin = "<!-- " + name + ": begin -->\n";
    String text = Files.readString(page);
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf("<!-- " + name + ": end -->");
    if ("write".equals(System.getProperty("realip.golden"))) {
      text = text.substring(0, from) + part + text.substring(to);
      to = from + part.length();
      Files.writeString(page, text);
    }
    assertEquals(text.substring(from, to), part, page + " is written with -Drealip.golden=write");
  }

  /** Compares what is said with a file of the test resources, or writes it. */
  public static void assertSame(String name, List<String> lines) throws IOException {
    Path file = Path.of("src", "test", "resources", "io", "github", "realip", name);
    if ("write".equals(System.getProperty("realip.golden"))) {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    }
    List<String> golden = Files.readAllLines(file);
    for (int i = 0; i < Math.max(golden.size(), lines.size()); i++) {
      assertEquals(i < golden.size() ? golden.get(i) : null, i < lines.size() ? lines.get(i) : null,
          file + ", line " + (i + 1) + "; if that is how it should be: -Drealip.golden=write");
    }
  }
}
