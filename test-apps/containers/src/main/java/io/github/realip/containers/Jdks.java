package io.github.realip.containers;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The installed Javas.
 *
 * <p>The system property or environment variable {@code REALIP_JDKS} lists them as {@code VERSION=HOME}, one a line or
 * with the separator of paths between. Without it the usual places are searched.
 */
public final class Jdks {
  private static final Map<Integer, Jdk> FOUND = find();

  private Jdks() {
  }

  /** The installed Java of a feature version, if there is one. */
  public static Optional<Jdk> version(int version) {
    return Optional.ofNullable(FOUND.get(version));
  }

  private static Map<Integer, Jdk> find() {
    Map<Integer, Jdk> found = new TreeMap<>();
    String listed = System.getProperty("REALIP_JDKS", System.getenv("REALIP_JDKS"));
    List<Jdk> candidates = listed != null ? listed(listed) : installed();
    candidates.forEach(jdk -> found.putIfAbsent(jdk.version(), jdk));
    found.putIfAbsent(Jdk.current().version(), Jdk.current());
    return found;
  }

  static List<Jdk> listed(String list) {
    return Stream.of(list.split("[\\s" + File.pathSeparatorChar + "]+"))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> entry.split("=", 2))
        .map(pair -> new Jdk(Integer.parseInt(pair[0]), Path.of(pair[1])))
        .toList();
  }

  private static List<Jdk> installed() {
    Path home = Path.of(System.getProperty("user.home"));
    List<Path> homes = new ArrayList<>(children(Path.of("/usr/lib/jvm")));
    homes.addAll(children(home.resolve(".sdkman/candidates/java")));
    children(Path.of("/Library/Java/JavaVirtualMachines")).forEach(jdk -> homes.add(jdk.resolve("Contents/Home")));
    return homes.stream().flatMap(candidate -> jdk(candidate).stream()).toList();
  }

  private static List<Path> children(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** A JDK has a compiler and says its version in its file {@code release}; some of Java 8 have no such file. */
  private static Optional<Jdk> jdk(Path home) {
    if (!Files.isExecutable(home.resolve("bin/javac"))) {
      return Optional.empty();
    }
    if (Files.exists(home.resolve("jre/lib/rt.jar"))) {
      return Optional.of(new Jdk(8, home));
    }
    Properties release = new Properties();
    try (InputStream in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
    } catch (IOException e) {
      return Optional.empty();
    }
    return Stream.of(release.getProperty("JAVA_VERSION", "").replaceAll("^\"|(?<=\\d)\\D.*", ""))
        .filter(version -> !version.isEmpty())
        .map(version -> new Jdk(Integer.parseInt(version), home))
        .findFirst();
  }
}
