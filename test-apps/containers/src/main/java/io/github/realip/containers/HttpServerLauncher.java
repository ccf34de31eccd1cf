package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The JDK's own HTTP server, which is whatever the JDK has: its version is that of the Java. */
final class HttpServerLauncher implements Launcher {

  @Override
  public Start prepare(Launch launch, Path base, int port) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        launch.jdk().tool("java").toString(),
        "-Dsun.net.httpserver.maxReqHeaderSize=2097152",
        "-Dsun.net.httpserver.nodelay=true", // or each answer waits for the client to acknowledge its head
        "-classpath", BuiltFiles.server("httpserver").toString(),
        "io.github.realip.httpserver.JdkServer", String.valueOf(port)));
    if (launch.container().hasOption(TLS)) {
      int tlsPort = Ports.free();
      Files.writeString(base.resolve(TLS_PORT), String.valueOf(tlsPort));
      command.addAll(List.of(String.valueOf(tlsPort),
          Certificate.store(launch.jdk(), base, "localhost").toString(), Certificate.PASSWORD));
    }
    return new Start(command, Map.of(), null, null);
  }
}
