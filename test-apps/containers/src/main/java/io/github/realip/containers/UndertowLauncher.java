package io.github.realip.containers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Undertow's jars and the few lines that start it, on one class path with the application's classes. */
final class UndertowLauncher implements Launcher {

  @Override
  public Start prepare(Launch launch, Path base, int port) throws IOException {
    Container container = launch.container();
    Path log = base.resolve("access.log");
    Path application = Archive.unpacked(
        BuiltFiles.war(container.api()), BuiltFiles.work("containers").resolve("whoami-" + container.api()));

    List<Path> classPath = new ArrayList<>();
    classPath.add(BuiltFiles.undertowServer());
    classPath.add(application.resolve("WEB-INF/classes"));
    classPath.addAll(Artifacts.classPath(container.coordinates() + ":" + container.version()));

    List<String> command = List.of(
        launch.jdk().tool("java").toString(),
        "-classpath", String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()),
        "io.github.realip.undertow.UndertowServer",
        String.valueOf(port), log.toString(), "%a %h \"%r\"", "io.github.realip.whoami.WhoamiApplication",
        launch.forwarding() ? "forwarded" : "plain");
    return new Start(command, Map.of(), log);
  }
}
