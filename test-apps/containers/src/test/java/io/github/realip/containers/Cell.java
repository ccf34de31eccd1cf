package io.github.realip.containers;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One container on one Java.
 *
 * @param container a line of the matrix
 * @param java the Java's feature version
 */
record Cell(Container container, int java) {
  private static final Pattern WANTED = Pattern.compile(System.getProperty("realip.matrix", ".*"));

  /** Every container on every Java of the default run. */
  static Stream<Cell> all() {
    return wanted(Matrix.containers().stream()
        .flatMap(container -> container.javas().stream().map(java -> new Cell(container, java))));
  }

  /** Every container once. */
  static Stream<Cell> onceEach() {
    return wanted(Matrix.containers().stream().map(container -> new Cell(container, 17)));
  }

  /** The container on its Java with the given options, or nothing when this machine has no such Java. */
  Site start(List<String> options, boolean forwarding) throws Exception {
    Optional<Jdk> jdk = Jdks.version(java);
    return jdk.isPresent() ? Site.start(new Launch(container, jdk.get(), options, forwarding)) : null;
  }

  /** Skips the test by name when this machine has no such Java. */
  void needsItsJava() {
    Installed.jdk(java, toString());
  }

  /** How this kind of container writes the IPv6 loopback address when nobody changes it. */
  String ipv6Loopback() {
    return container.launcher().equals("jetty") ? "[0:0:0:0:0:0:0:1]" : "0:0:0:0:0:0:0:1";
  }

  /** The same as a host, where some write it in another way. */
  String ipv6LoopbackHost() {
    return container.option().equals("ee8") ? "0:0:0:0:0:0:0:1" : ipv6Loopback();
  }

  @Override
  public String toString() {
    return container + " on Java " + java;
  }

  private static Stream<Cell> wanted(Stream<Cell> cells) {
    return cells.filter(cell -> WANTED.matcher(cell.toString()).find());
  }
}
