package io.github.realip.containers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The application for Micronaut on one class path, compiled by the annotation processor of its version. Its forwarding
 * component is what an application may ask in place of the request, {@code HttpClientAddressResolver}.
 */
final class MicronautLauncher implements Launcher {
  private static final int PATIENCE_SECONDS = 120;
  /** Versions that run what another one's processor has made: their own has parts that are not published. */
  private static final Map<String, String> PROCESSORS = Map.of("5.2.23", "4.10.15");
  /** The access log, which Micronaut gives to a logger, in a file of its own. */
  private static final String LOGGING = """
      handlers = java.util.logging.ConsoleHandler
      access.handlers = java.util.logging.FileHandler
      access.useParentHandlers = false
      java.util.logging.FileHandler.pattern = %s
      java.util.logging.FileHandler.formatter = java.util.logging.SimpleFormatter
      java.util.logging.SimpleFormatter.format = %%5$s%%n
      """;

  @Override
  public Start prepare(Launch launch, Path base, int port) throws IOException {
    Container container = launch.container();
    Path log = base.resolve("access.log");
    Path logging = Files.writeString(base.resolve("logging.properties"), LOGGING.formatted(log));
    List<String> command = new ArrayList<>(List.of(
        launch.jdk().tool("java").toString(),
        "-Djava.util.logging.config.file=" + logging,
        "-Dmicronaut.server.port=" + port,
        "-Dmicronaut.server.http-version=" + (container.differs(Difference.NO_HTTP2) ? "1.1" : "2.0"),
        "-Dmicronaut.server.netty.max-header-size=2MB",
        "-Dmicronaut.server.netty.access-logger.enabled=true",
        "-Dmicronaut.server.netty.access-logger.logger-name=access",
        "-Dmicronaut.server.netty.access-logger.log-format=%a %h \"%r\" %{X-Forwarded-For}i"));
    if (launch.forwarding()) {
      command.add("-Dwhoami.forwarding=true");
    }
    command.addAll(List.of(
        "-classpath", classPath(Stream.concat(Stream.of(compiled(compiler(container)),
            BuiltFiles.server("httpserver")), libraries(container).stream())),
        "io.github.realip.micronaut.Application"));
    return new Start(command, Map.of(), log, null);
  }

  /** The jars of such an application. */
  static List<Path> libraries(Container container) {
    return container.artifacts().stream().flatMap(each -> Artifacts.classPath(each).stream()).distinct().toList();
  }

  private static Container compiler(Container container) {
    String version = PROCESSORS.getOrDefault(container.version(), container.version());
    return Matrix.containers().stream()
        .filter(each -> each.launcher().equals("micronaut") && each.version().equals(version))
        .findFirst().orElseThrow();
  }

  private static Path compiled(Container container) throws IOException {
    Path classes = BuiltFiles.work("containers").resolve("micronaut-" + container.version());
    return Fork.alone(classes, () -> compiled(container, classes));
  }

  private static Path compiled(Container container, Path classes) throws IOException {
    Path source = BuiltFiles.source("micronaut/Application.java");
    Path main = classes.resolve("io/github/realip/micronaut/Application.class");
    if (Files.exists(main) && Files.getLastModifiedTime(main).compareTo(Files.getLastModifiedTime(source)) > 0) {
      return classes;
    }
    System.out.println("compiling for " + container);
    Directories.fresh(classes);
    List<Path> libraries = libraries(container);
    List<Path> processor = Artifacts.classPath("io.micronaut:micronaut-inject-java:" + container.version());
    List<String> javac = List.of(Jdk.current().tool("javac").toString(), "-nowarn", "-parameters",
        "--release", String.valueOf(container.javas().get(0)),
        "-classpath", classPath(Stream.concat(Stream.of(BuiltFiles.server("httpserver")), libraries.stream())),
        "-processorpath", classPath(processor.stream()),
        "-d", classes.toString(), source.toString());
    try (ChildProcess compiler = ChildProcess.start(classes.resolve("javac"), Map.of(), javac)) {
      if (compiler.exitCode(PATIENCE_SECONDS) != 0) {
        throw new IOException("the application for " + container + " cannot be compiled\n" + compiler.log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return classes;
  }

  private static String classPath(Stream<Path> files) {
    return files.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
