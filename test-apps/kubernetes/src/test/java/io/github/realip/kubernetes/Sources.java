package io.github.realip.kubernetes;

import java.nio.file.Path;

/** Where this project has what it brings into pods. */
final class Sources {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../..").normalize();

  /** The directory with everything that is for Kubernetes. */
  static final Path KUBERNETES = ROOT.resolve("agent/kubernetes");
  /** The page that the reader follows. */
  static final Path PAGE = ROOT.resolve("docs/kubernetes-injection.md");
  /** What the tests are run on, and what is to come of it. */
  static final Path SAMPLES = Path.of(System.getProperty("basedir", "")).toAbsolutePath()
      .resolve("src/test/resources/io/github/realip/kubernetes");

  private Sources() {
  }

  static Path root() {
    return ROOT;
  }
}
