package io.github.realip.containers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A container started as in the matrix, but with something changed in its directory, command or environment. */
final class ChangedServer implements AutoCloseable {
  private final ChildProcess process;
  private final int port;

  private ChangedServer(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** What is changed before the start. */
  interface Change {
    /** Changes the base directory's files, the command or the environment. */
    void in(Path base, List<String> command, Map<String, String> environment) throws IOException;
  }

  /** Starts the container in {@code target/changed/name} and returns when the application answers. */
  static ChangedServer start(String name, Launch launch, Change change) throws Exception {
    Path base = Directories.fresh(BuiltFiles.work("changed/" + name));
    int port = Ports.free();
    Launcher.Start start = Launcher.of(launch.container()).prepare(launch, base, port);
    List<String> command = new ArrayList<>(start.command());
    Map<String, String> environment = new HashMap<>(start.environment());
    environment.put("JAVA_HOME", launch.jdk().home().toString());
    environment.put("JAVA_TOOL_OPTIONS", Launch.toolOptions(launch.options()));
    change.in(base, command, environment);
    ChangedServer server = new ChangedServer(ChildProcess.start(base, environment, command), port);
    try {
      server.awaitAnswer();
      return server;
    } catch (Throwable e) {
      server.close();
      throw e;
    }
  }

  /** The address that the application sees when this peer sends these header lines. */
  String address(String peer, String... headerLines) throws IOException {
    try (Connection connection = Connection.from(peer,
        new InetSocketAddress(peer.contains(":") ? "::1" : "127.0.0.1", port))) {
      Connection.Response response = connection.get("/whoami", headerLines);
      if (response.status() != 200) {
        throw new IOException("status " + response.status() + ": " + response.body());
      }
      return response.address();
    }
  }

  ChildProcess process() {
    return process;
  }

  /** The lines that the agent has said. */
  List<String> agentLines() {
    return process.stderr().lines().filter(line -> line.startsWith("realip-agent: ")).toList();
  }

  @Override
  public void close() {
    process.close();
  }

  private void awaitAnswer() throws InterruptedException {
    for (int i = 0; i < 1200 && process.isAlive(); i++) {
      try {
        address("127.0.0.1");
        return;
      } catch (IOException notYet) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException("no answer\n" + process.log());
  }
}
