package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tomcat's {@code catalina.sh run -security}, with a grant for the agent in its policy and without. */
class SecurityManagerIT {

  /** As in docs/living-with-others.md; the policy that Tomcat ships ends in a comment without a line end. */
  private static final String GRANT = "\ngrant codeBase \"file:%s\" {\n  permission java.security.AllPermission;\n};\n";

  @ParameterizedTest
  @ValueSource(ints = {8, 11})
  void withTheGrantTheClientIsSeen(int java) throws Exception {
    Path settings = Files.writeString(Files.createDirectories(BuiltFiles.work("security")).resolve("settings"),
        "trusted-proxies=127.0.0.10\n");
    Started tomcat = start(java, GRANT.formatted(BuiltFiles.agent()), "-Drealip.log=error",
        "-Drealip.config-file=" + settings); // which is read again by a thread that a request starts
    try (ChildProcess process = tomcat.process()) {
      assertEquals("203.0.113.7", address(tomcat, "127.0.0.10"));
      assertEquals("127.0.0.66", address(tomcat, "127.0.0.66"));
      Files.writeString(settings, "trusted-proxies=127.0.0.66\n");
      for (int i = 0; i < 200 && address(tomcat, "127.0.0.66").equals("127.0.0.66"); i++) {
        Thread.sleep(100);
      }
      assertEquals("203.0.113.7", address(tomcat, "127.0.0.66"));
      assertEquals("127.0.0.10", address(tomcat, "127.0.0.10"));
      assertFalse(process.stderr().contains("realip-agent: "), process::log);
      assertFalse(process.stderr().contains("AccessControlException"), process::log);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 11})
  void withoutItTheAgentStaysOutWithOneLine(int java) throws Exception {
    Started tomcat = start(java, "", "-Drealip.trusted-proxies=127.0.0.10");
    try (ChildProcess process = tomcat.process()) {
      assertEquals("127.0.0.10", address(tomcat, "127.0.0.10"));
      List<String> lines =
          process.stderr().lines().filter(line -> line.startsWith("realip-agent: ")).toList();
      assertEquals(1, lines.size(), process::log);
      assertTrue(lines.get(0).contains("not installed") && lines.get(0).contains("grant codeBase"), lines.get(0));
      assertFalse(process.stderr().contains("\tat io.github.realip.RealIpAgent"), process::log);
    }
  }

  private static Started start(int java, String grant, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("-javaagent:" + BuiltFiles.agent()));
    all.addAll(List.of(options));
    Launch launch = Picked.launch("tomcat", "9.", java, all);
    Path base = Directories.fresh(BuiltFiles.work("security/java-" + java + (grant.isEmpty() ? "" : "-granted")));
    int port = Ports.free();
    Launcher.Start start = Launcher.of(launch.container()).prepare(launch, base, port);
    Files.writeString(base.resolve("conf/catalina.policy"), grant, StandardOpenOption.APPEND);

    Map<String, String> environment = new HashMap<>(start.environment());
    environment.put("JAVA_HOME", launch.jdk().home().toString());
    environment.put("JAVA_TOOL_OPTIONS", Launch.toolOptions(all));
    List<String> command = new ArrayList<>(start.command());
    command.add("-security");
    Started tomcat = new Started(ChildProcess.start(base, environment, command), port);
    for (int i = 0; i < 600 && tomcat.process().isAlive(); i++) {
      try {
        address(tomcat, "127.0.0.1");
        return tomcat;
      } catch (IOException | IllegalStateException notYet) {
        Thread.sleep(100);
      }
    }
    try (ChildProcess process = tomcat.process()) {
      throw new IllegalStateException(process.log());
    }
  }

  private static String address(Started tomcat, String peer) throws IOException {
    try (Connection connection = Connection.from(peer, new InetSocketAddress("127.0.0.1", tomcat.port()))) {
      Connection.Response response =
          connection.get("/whoami", "X-Forwarded-For: 198.51.100.1, 203.0.113.7");
      if (response.status() != 200) {
        throw new IllegalStateException(response.body());
      }
      return response.address();
    }
  }

  private record Started(ChildProcess process, int port) {
  }
}
