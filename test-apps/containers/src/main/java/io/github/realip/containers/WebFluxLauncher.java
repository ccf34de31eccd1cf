package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The application for Spring WebFlux as an executable jar of Spring Boot, on Reactor Netty. Its forwarding component is
 * Reactor Netty's own; with {@code framework} it is Spring's transformer, with {@code kubernetes} an environment in
 * which Boot switches the server's own on by itself, without any setting.
 */
final class WebFluxLauncher implements Launcher {
  private static final String GROUP = "org.springframework.boot:";
  /** The access log, which Reactor Netty gives to a logger, in a file of its own. */
  private static final String LOGBACK = """
      <configuration>
        <appender name="console" class="ch.qos.logback.core.ConsoleAppender"><encoder>
          <pattern>%%d %%level %%logger %%msg%%n</pattern>
        </encoder></appender>
        <appender name="access" class="ch.qos.logback.core.FileAppender"><file>%s</file><encoder>
          <pattern>%%msg%%n</pattern>
        </encoder></appender>
        <logger name="reactor.netty.http.server.AccessLog" additivity="false"><appender-ref ref="access"/></logger>
        <root level="INFO"><appender-ref ref="console"/></root>
      </configuration>
      """;

  @Override
  public List<String> otherForwarding(Container container) {
    return List.of("framework", "kubernetes");
  }

  @Override
  public Start prepare(Launch launch, Path base, int port) throws IOException {
    Container container = launch.container();
    Path jar = base.resolve("application.jar");
    BootJar.write(jar, container.version(), "io.github.realip.webflux.WebFluxApplication",
        Artifacts.file(GROUP + "spring-boot-loader:" + container.version()),
        List.of(BuiltFiles.webFluxApplication()), libraries(container));
    Path log = base.resolve("access.log");
    Path logback = Files.writeString(base.resolve("logback.xml"), LOGBACK.formatted(log));
    List<String> command = new ArrayList<>(List.of(launch.jdk().tool("java").toString(),
        "-Dreactor.netty.http.server.accessLogEnabled=true",
        "-jar", jar.toString(),
        "--server.port=" + port,
        "--logging.config=" + logback,
        // the name of before and since Spring Boot 3
        "--server.max-http-header-size=2097152",
        "--server.max-http-request-header-size=2097152",
        "--server.http2.enabled=true"));
    boolean inPod = launch.forwarding() && container.hasOption("kubernetes");
    if (launch.forwarding() && !inPod) {
      command.add("--server.forward-headers-strategy=" + (container.hasOption("framework") ? "framework" : "native"));
    }
    return new Start(command, inPod ? BootLauncher.POD : Map.of(), log, null);
  }

  /** The jars of such an application. */
  static List<Path> libraries(Container container) {
    return Artifacts.classPath(GROUP + "spring-boot-dependencies:pom:" + container.version(),
        container.artifacts(), "nothing:nothing");
  }
}
