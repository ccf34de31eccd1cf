package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tomcat's {@code catalina.sh run -security}, with a grant for the agent in its policy and without. */
class SecurityManagerIT {

  private static final String CLIENT = "X-Forwarded-For: 198.51.100.1, 203.0.113.7";

  /** As in docs/living-with-others.md; the policy that Tomcat ships ends in a comment without a line end. */
  private static final String GRANT = "\ngrant codeBase \"file:%s\" {\n  permission java.security.AllPermission;\n};\n";

  @ParameterizedTest
  @ValueSource(ints = {8, 11})
  void withTheGrantTheClientIsSeen(int java) throws Exception {
    Path settings = Files.createDirectories(BuiltFiles.work("changed")).resolve("settings-" + java);
    Files.writeString(settings, "trusted-proxies=127.0.0.10\n");
    // a file, so that there is also the thread that reads it again, which a request starts
    try (ChangedServer tomcat = start(java, GRANT.formatted(BuiltFiles.agent()), "-Drealip.log=error",
        "-Drealip.config-file=" + settings)) {
      assertEquals("203.0.113.7", tomcat.address("127.0.0.10", CLIENT));
      assertEquals("127.0.0.66", tomcat.address("127.0.0.66", CLIENT));
      Files.writeString(settings, "trusted-proxies=127.0.0.66,127.0.0.67\n");
      for (int i = 0; i < 200 && tomcat.address("127.0.0.66", CLIENT).equals("127.0.0.66"); i++) {
        Thread.sleep(100);
      }
      assertEquals("203.0.113.7", tomcat.address("127.0.0.66", CLIENT));
      assertEquals("127.0.0.10", tomcat.address("127.0.0.10", CLIENT));
      assertEquals(List.of(), tomcat.agentLines());
      assertFalse(tomcat.process().stderr().contains("AccessControlException"), tomcat.process()::log);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 11})
  void withoutItTheAgentStaysOutWithOneLine(int java) throws Exception {
    try (ChangedServer tomcat = start(java, "", "-Drealip.trusted-proxies=127.0.0.10")) {
      assertEquals("127.0.0.10", tomcat.address("127.0.0.10", CLIENT));
      assertEquals(1, tomcat.agentLines().size(), tomcat.process()::log);
      assertTrue(tomcat.agentLines().get(0).contains("not installed"), tomcat.process()::log);
      assertTrue(tomcat.agentLines().get(0).contains("grant codeBase"), tomcat.process()::log);
      assertFalse(tomcat.process().stderr().contains("\tat io.github.realip.RealIpAgent"), tomcat.process()::log);
    }
  }

  private static ChangedServer start(int java, String grant, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("-javaagent:" + BuiltFiles.agent()));
    all.addAll(List.of(options));
    return ChangedServer.start("security-" + java + (grant.isEmpty() ? "" : "-granted"),
        Picked.launch("tomcat", "9.", java, all), (base, command, environment) -> {
          Files.writeString(base.resolve("conf/catalina.policy"), grant, StandardOpenOption.APPEND);
          command.add("-security");
        });
  }
}
