package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Jetty's zip, a base directory, and {@code java -jar start.jar} with the modules named on the command line. */
final class JettyLauncher implements Launcher {

  @Override
  public Start prepare(Launch launch, Path base, int port) throws IOException {
    Path log = base.resolve("access.log");
    Files.createDirectories(base.resolve("webapps"));
    Files.createDirectories(base.resolve("work"));
    Files.createDirectories(base.resolve("logs"));
    Files.copy(BuiltFiles.war(launch.container().api()), base.resolve("webapps/root.war"));

    String environment = launch.container().option();
    List<String> command = new ArrayList<>(List.of(
        launch.jdk().tool("java").toString(),
        "-jar", Launcher.unpacked(launch.container()).resolve("start.jar").toString(),
        "jetty.base=" + base,
        "--module=http",
        "--module=" + (environment.isEmpty() ? "deploy" : environment + "-deploy"),
        "--module=requestlog",
        "jetty.http.port=" + port,
        "jetty.httpConfig.requestHeaderSize=2097152",
        "jetty.requestlog.filePath=access.log",
        "jetty.requestlog.formatString=%{client}a \"%r\""));
    if (launch.forwarding()) {
      command.add("--module=http-forwarded");
    }
    return new Start(command, Map.of(), log);
  }
}
