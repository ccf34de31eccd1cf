package io.github.realip.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real browser without a window. */
final class Chromium {

  private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
  private static final long PATIENCE_SECONDS = 120;

  private Chromium() {
  }

  /** Opens a page and returns its elements as they are when its scripts have run. */
  static String open(URI page, Path work) throws IOException, InterruptedException {
    Path dom = Files.createTempFile(work, "dom", ".html");
    Path log = Files.createTempFile(work, "chromium", ".log");
    Process browser = new ProcessBuilder(program(), "--headless", "--no-sandbox", "--disable-gpu",
        "--user-data-dir=" + Files.createTempDirectory(work, "profile"), "--virtual-time-budget=60000", "--dump-dom",
        page.toString()).redirectOutput(dom.toFile()).redirectError(log.toFile()).start();
    try {
      assertTrue(browser.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "Chromium does not end");
      assertEquals(0, browser.exitValue(), Files.readString(log));
      return Files.readString(dom);
    } finally {
      browser.destroyForcibly();
    }
  }

  private static String program() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable).map(Path::toString).findFirst().orElseGet(() -> {
          String lack = "Chromium is not installed: " + String.join(", ", NAMES);
          return "true".equals(System.getenv("CI")) ? fail(lack) : abort(lack);
        });
  }
}
