package io.github.realip.benchmarks.load;

import io.github.realip.containers.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs that are not there on every machine. */
final class Tool {

  private Tool() {
  }

  /** Starts one, or says which package has it. */
  static ChildProcess start(Path directory, List<String> command, String debianPackage) throws IOException {
    try {
      return ChildProcess.start(directory, Map.of(), command);
    } catch (IOException missing) {
      throw new IOException("The program " + command.get(0) + " is needed (Debian's package " + debianPackage + "): "
          + missing.getMessage(), missing);
    }
  }
}
