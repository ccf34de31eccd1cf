package io.github.realip.containers;

import java.nio.file.Path;

/**
 * An installed Java.
 *
 * @param version its feature version: 8, 11, 17
 * @param home what JAVA_HOME is set to
 */
public record Jdk(int version, Path home) {

  /** The Java that runs this very code. */
  public static Jdk current() {
    return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  /** One of its programs, such as {@code java} or {@code keytool}. */
  public Path tool(String name) {
    return home.resolve("bin").resolve(name);
  }
}
