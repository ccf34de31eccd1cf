package io.github.realip.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs that are run to their end. */
final class Commands {

  private Commands() {
  }

  /** What a program has written to its standard output; its failure is one with what it has written to the other. */
  static String output(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile("command", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + "\n" + Files.readString(err));
      }
      return out;
    } finally {
      Files.delete(err);
    }
  }
}
