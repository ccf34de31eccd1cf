package io.github.realip.containers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The application for Spring WebFlux on Jetty's core, without servlets, as Spring's own adapter starts it. */
final class JettyCoreLauncher implements Launcher {

  @Override
  public Start prepare(Launch launch, Path base, int port) throws IOException {
    Path log = base.resolve("access.log");
    Stream<Path> application = Stream.of(BuiltFiles.webFluxApplication(), BuiltFiles.server("httpserver"));
    Stream<Path> libraries = launch.container().artifacts().stream()
        .flatMap(artifact -> Artifacts.classPath(artifact).stream());
    return new Start(List.of(launch.jdk().tool("java").toString(),
        "-classpath", String.join(File.pathSeparator,
            Stream.concat(application, libraries).distinct().map(Path::toString).toList()),
        BuiltFiles.source("webflux/JettyCoreServer.java").toString(), String.valueOf(port), log.toString()),
        Map.of(), log, null);
  }
}
