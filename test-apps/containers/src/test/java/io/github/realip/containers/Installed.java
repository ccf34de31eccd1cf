package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a machine may lack. A test that needs it is skipped by name, never passed; where {@code CI} is {@code true} the
 * machine is ours and lacks nothing that matters.
 */
final class Installed {
  private static final boolean CI = "true".equals(System.getenv("CI"));
  private static final Set<Integer> JAVAS_OF_CI = Set.of(8, 11, 17, 21, 25, 27);

  private Installed() {
  }

  static Jdk jdk(int version, String user) {
    return Jdks.version(version)
        .orElseGet(() -> missing(user + ": Java " + version, CI && JAVAS_OF_CI.contains(version)));
  }

  static ReverseProxy.Kind proxy(ReverseProxy.Kind kind) {
    return kind.isInstalled() ? kind : missing(kind.title(), CI);
  }

  /** The program of this name on the path. */
  static Path program(String name) {
    return ReverseProxy.Kind.program(name).orElseGet(() -> missing(name, CI));
  }

  static void file(Path file, String what) {
    if (!Files.exists(file)) {
      missing(what, CI);
    }
  }

  private static <T> T missing(String what, boolean required) {
    String message = what + " is not installed";
    return required ? fail(message) : abort(message);
  }
}
