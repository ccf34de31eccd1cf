package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a machine may lack. A test that needs it is skipped by name, never passed; where {@code CI} is {@code true} it
 * is a failure.
 */
final class Installed {

  private Installed() {
  }

  /** The path of a program. */
  static String tool(String name) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseGet(() -> missing(name + " is not installed"));
  }

  /** The C compiler for a processor. */
  static void compiler(Architecture architecture) {
    if (architecture.installedCompiler().isEmpty()) {
      missing(architecture.compiler() + " is not installed");
    }
  }

  /** Whether this may change its root directory and its user. */
  static void root() {
    if (!"root".equals(System.getProperty("user.name"))) {
      missing("this is not run as root");
    }
  }

  private static <T> T missing(String message) {
    return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
  }
}
