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

  /** Compares what is said with a file of the test resources, or writes it. */
  public static void assertSame(String name, List<String> lines) throws IOException {
    Path file = Path.of("src", "test", "resources", "io", "github", "realip", name);
    if ("write".equals(System.getProperty("realip.golden"))) {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    }
    assertEquals(Files.readString(file), String.join("\n", lines) + "\n",
        "if that is how it should be: -Drealip.golden=write");
  }
}
