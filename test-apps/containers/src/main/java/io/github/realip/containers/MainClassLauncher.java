package io.github.realip.containers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The jars of an embedded container and the few lines that start it, on one class path with the application; or, with
 * the option {@code redeploy}, beside a directory of the application that these lines watch.
 */
final class MainClassLauncher implements Launcher {
  private final List<String> program;
  private final List<Path> jars;

  private MainClassLauncher(List<String> program, List<Path> jars) {
    this.program = program;
    this.jars = jars;
  }

  /** A main class that one of this project's modules has compiled. */
  static MainClassLauncher compiled(String module, String mainClass) {
    return new MainClassLauncher(List.of(mainClass), List.of(BuiltFiles.server(module)));
  }

  /** A main class that the container's own Java compiles when it starts: it may be newer than the one that builds. */
  static MainClassLauncher source(String path) {
    return new MainClassLauncher(List.of(BuiltFiles.source(path).toString()), List.of());
  }

  /** The header in the words of each access log. */
  private static String forwardedFor(Container container) {
    return container.launcher().equals("undertow") ? "%{i,X-Forwarded-For}" : "%{X-Forwarded-For}i";
  }

  @Override
  public Start prepare(Launch launch, Path base, int port) throws IOException {
    Container container = launch.container();
    Path log = base.resolve("access.log");
    List<Path> classPath = new ArrayList<>(jars);
    Path application = Archive.unpacked(BuiltFiles.war(container.api()),
        BuiltFiles.shared("whoami-" + container.api())).resolve("WEB-INF/classes");
    List<String> arguments = new ArrayList<>(List.of(
        String.valueOf(port), log.toString(), container.hasOption(EXPLAINED_LOG)
            ? Launcher.documentedPattern("Undertow") : "%a %h \"%r\" " + forwardedFor(container),
        "io.github.realip.whoami.WhoamiApplication",
        (launch.forwarding() ? "forwarded" : "plain") + (container.hasOption(LISTS) ? " lists" : "")));
    if (container.hasOption(TLS)) {
      int tlsPort = Ports.free();
      Files.writeString(base.resolve(TLS_PORT), String.valueOf(tlsPort));
      arguments.set(4, arguments.get(4) + " tls " + tlsPort + " " + Certificate.store(launch.jdk(), base, "localhost")
          + " " + Certificate.PASSWORD);
    }
    Redeployment redeployment = null;
    if (container.hasOption(REDEPLOY)) {
      Path watched = Files.createDirectories(base.resolve("applications")).resolve("whoami");
      Directories.copy(application, watched);
      arguments.add(watched.toString());
      redeployment = new MovedArchive(watched);
    } else {
      classPath.add(application);
    }
    container.artifacts().forEach(artifact -> classPath.addAll(Artifacts.classPath(artifact)));

    List<String> command = new ArrayList<>(List.of(
        launch.jdk().tool("java").toString(),
        "-classpath", String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList())));
    if (container.launcher().equals("grizzly") && launch.jdk().version() > 8) {
      // it looks up every peer's name, and a packet that a name server loses takes five seconds
      Path hosts = Files.writeString(base.resolve("hosts"), "127.0.0.1 localhost\n");
      command.add(1, "-Djdk.net.hosts.file=" + hosts);
    }
    command.addAll(program);
    command.addAll(arguments);
    return new Start(
        command, Map.of(), container.differs(Difference.NO_ACCESS_LOG) ? null : log, redeployment);
  }
}
