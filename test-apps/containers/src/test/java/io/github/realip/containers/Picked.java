package io.github.realip.containers;

import java.util.List;

/** Single containers of the matrix, for tests that are about something else than containers. */
final class Picked {

  private Picked() {
  }

  /** The first container of this launcher whose version begins so. */
  static Container container(String launcher, String version) {
    return Matrix.containers().stream()
        .filter(each -> each.launcher().equals(launcher) && each.version().startsWith(version))
        .findFirst().orElseThrow();
  }

  /** Tomcat with its jars on the JVM's class path, where archives of classes reach them. */
  static Container tomcatOnClassPath() {
    return container("tomcat", "9.").withOption("classpath");
  }

  /** That container on a Java, which the test is skipped without. */
  static Launch launch(String launcher, String version, int java, List<String> options) {
    Container container = container(launcher, version);
    return new Launch(container, Installed.jdk(java, container.toString()), options, false);
  }
}
