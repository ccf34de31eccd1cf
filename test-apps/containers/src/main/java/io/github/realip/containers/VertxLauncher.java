package io.github.realip.containers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The application for Vert.x with vertx-web on one class path. Its forwarding component is {@code allowForward} with
 * every header that it knows; with {@code x-forward} with {@code X-Forwarded-For} alone.
 */
final class VertxLauncher implements Launcher {
  /** The access log, which vertx-web gives to a logger, in a file of its own. */
  private static final String LOGGING = """
      handlers = java.util.logging.ConsoleHandler
      io.vertx.ext.web.handler.handlers = java.util.logging.FileHandler
      io.vertx.ext.web.handler.useParentHandlers = false
      java.util.logging.FileHandler.pattern = %s
      java.util.logging.FileHandler.formatter = java.util.logging.SimpleFormatter
      java.util.logging.SimpleFormatter.format = %%5$s%%n
      """;

  @Override
  public List<String> otherForwarding(Container container) {
    return List.of("x-forward");
  }

  @Override
  public Start prepare(Launch launch, Path base, int port) throws IOException {
    Container container = launch.container();
    Path log = base.resolve("access.log");
    Path logging = Files.writeString(base.resolve("logging.properties"), LOGGING.formatted(log));
    List<Path> classPath = new ArrayList<>(List.of(BuiltFiles.vertxApplication(), BuiltFiles.server("httpserver")));
    classPath.addAll(libraries(container));
    String forwarding = !launch.forwarding() ? "NONE" : container.hasOption("x-forward") ? "X_FORWARD" : "ALL";
    return new Start(List.of(
        launch.jdk().tool("java").toString(),
        "-Djava.util.logging.config.file=" + logging,
        "-classpath", String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()),
        "io.github.realip.vertx.VertxApplication", String.valueOf(port), forwarding), Map.of(), log, null);
  }

  /** The jars of such an application, without what is optional in vertx-web. */
  static List<Path> libraries(Container container) {
    return Artifacts.classPath("io.vertx:vertx-dependencies:pom:" + container.version(), container.artifacts(),
        "nothing:nothing");
  }
}
