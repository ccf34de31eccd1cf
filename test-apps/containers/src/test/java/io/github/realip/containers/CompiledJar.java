package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A small program or agent that a test writes, compiled for Java 8, in a jar of its own. */
final class CompiledJar {

  private CompiledJar() {
  }

  /** Compiles one public class of the default package and makes it the jar's main class and its agent. */
  static Path of(Path directory, String name, String source) throws IOException, InterruptedException {
    return of(directory, name, source, "");
  }

  /** The same for a class that needs others. */
  static Path of(Path directory, String name, String source, String classPath)
      throws IOException, InterruptedException {
    Directories.fresh(directory);
    Files.writeString(directory.resolve(name + ".java"), source);
    List<String> javac = List.of(Jdk.current().tool("javac").toString(), "-nowarn", "--release", "8",
        "-Xlint:-options", "-classpath", classPath, "-d", directory.toString(),
        directory.resolve(name + ".java").toString());
    try (ChildProcess compiler = ChildProcess.start(directory.resolve("javac"), Map.of(), javac)) {
      assertEquals(0, compiler.exitCode(60), compiler::log);
    }
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, name);
    attributes.putValue("Premain-Class", name);
    attributes.putValue("Agent-Class", name);
    attributes.putValue("Can-Retransform-Classes", "true");
    attributes.putValue("Can-Redefine-Classes", "true");
    Path jar = directory.resolve(name + ".jar");
    try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        entries.putNextEntry(new JarEntry(file.getFileName().toString()));
        Files.copy(file, entries);
      }
    }
    return jar;
  }
}
