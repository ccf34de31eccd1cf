package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The application for Spring WebFlux as an executable jar of Spring Boot, on Reactor Netty or on the server that the
 * option names. Its forwarding component is the server's own; with {@code framework} it is Spring's transformer, with
 * {@code kubernetes} an environment in which Boot switches the server's own on by itself, without any setting. With
 * {@code gateway} it is Spring Cloud Gateway, too, which sends what is below {@code /upstream} to a port that the
 * option names behind a colon.
 */
final class WebFluxLauncher implements Launcher {
  private static final String GROUP = "org.springframework.boot:";
  private static final Map<String, String> GATEWAYS = Map.of(
      "2.7.18", "org.springframework.cloud:spring-cloud-starter-gateway:jar:3.1.9",
      "3.5.16", "org.springframework.cloud:spring-cloud-starter-gateway-server-webflux:jar:4.3.0",
      "4.0.7", "org.springframework.cloud:spring-cloud-starter-gateway-server-webflux:jar:5.0.4");
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
        List.of(BuiltFiles.webFluxApplication(), BuiltFiles.server("httpserver")), libraries(container));
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
        "--server.http2.enabled=" + !container.differs(Difference.NO_HTTP2)));
    gateway(container).ifPresent(upstream -> command.addAll(routes(upstream)));
    boolean inPod = launch.forwarding() && container.hasOption("kubernetes");
    if (launch.forwarding() && !inPod) {
      command.add("--server.forward-headers-strategy=" + (container.hasOption("framework") ? "framework" : "native"));
    }
    if (server(container).isPresent()) {
      command.addAll(BootLauncher.accessLog(container, server(container).get(), log));
    }
    return new Start(command, inPod ? BootLauncher.POD : Map.of(), log, null);
  }

  /** The port of the gateway's upstream. */
  private static Optional<String> gateway(Container container) {
    return Arrays.stream(container.option().split(" ")).filter(word -> word.startsWith("gateway:"))
        .map(word -> word.substring(8)).findFirst();
  }

  /** A route, and whom it trusts, by the names of 3 and since 4.3. */
  private static List<String> routes(String upstream) {
    return Stream.of("spring.cloud.gateway.", "spring.cloud.gateway.server.webflux.").flatMap(prefix -> Stream.of(
        "--" + prefix + "routes[0].id=upstream",
        "--" + prefix + "routes[0].uri=http://127.0.0.1:" + upstream,
        "--" + prefix + "routes[0].predicates[0]=Path=/upstream/**",
        "--" + prefix + "trusted-proxies=127\\.0\\.0\\.10")).toList();
  }

  /** The jars of such an application. */
  static List<Path> libraries(Container container) {
    List<String> artifacts = new ArrayList<>(container.artifacts());
    if (gateway(container).isPresent()) {
      artifacts.add(GATEWAYS.get(container.version()));
    }
    artifacts.add("org.springframework.security:spring-security-web:" + Artifacts.OF_PLATFORM);
    server(container).ifPresent(server ->
        artifacts.add(GROUP + "spring-boot-starter-" + server + ":" + container.version()));
    return Artifacts.classPath(GROUP + "spring-boot-dependencies:pom:" + container.version(), artifacts,
        server(container).isPresent() ? GROUP + "spring-boot-starter-reactor-netty" : "nothing:nothing");
  }

  private static Optional<String> server(Container container) {
    return BootLauncher.SERVERS.stream().filter(container::hasOption).findFirst();
  }
}
