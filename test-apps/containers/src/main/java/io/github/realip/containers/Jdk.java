package io.github.realip.containers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

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

  /** A jar with the classes of one of its modules; that of Java 8 has those of all. */
  Path module(String name, Path directory) throws IOException {
    if (version == 8) {
      return home.resolve("jre/lib/rt.jar");
    }
    Path jar = Files.createDirectories(directory).resolve(name + "-" + version + ".jar");
    try (FileSystem image = FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", home.toString()));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(image.getPath("modules", name))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        out.putNextEntry(new ZipEntry(image.getPath("modules", name).relativize(file).toString()));
        Files.copy(file, out);
      }
    }
    return jar;
  }
}
