package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The application as an executable jar of Spring Boot. The option names the embedded server. Its forwarding component
 * is the one that the server brings; with {@code framework} it is Spring's filter, with {@code kubernetes} an
 * environment in which Boot switches the server's component on by itself, without any setting.
 */
final class BootLauncher implements Launcher {
  private static final String GROUP = "org.springframework.boot:";
  private static final String MAIN_CLASS = "io.github.realip.boot.BootApplication";
  /** A word for a container's option: the application is not one jar, but a jar with its libraries beside it. */
  private static final String EXTRACTED = "extracted";
  static final List<String> SERVERS = List.of("tomcat", "jetty", "undertow");
  static final Map<String, String> POD =
      Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1", "KUBERNETES_SERVICE_PORT", "443");

  @Override
  public List<String> otherForwarding(Container container) {
    return container.version().startsWith("1.") ? List.of() : List.of("framework", "kubernetes");
  }

  @Override
  public Start prepare(Launch launch, Path base, int port) throws IOException {
    Container container = launch.container();
    String version = container.version();
    String server = server(container);
    List<Path> application = List.of(BuiltFiles.bootApplication(), BuiltFiles.war(container.api()));
    Path jar = base.resolve("application.jar");
    if (container.hasOption(EXTRACTED)) {
      jar = extracted(container, application);
    } else {
      BootJar.write(jar, version, MAIN_CLASS, Artifacts.file(GROUP + "spring-boot-loader:" + version), application,
          libraries(container));
    }

    Path log = base.resolve("access.log");
    List<String> command = new ArrayList<>(List.of(launch.jdk().tool("java").toString(), "-jar", jar.toString(),
        "--server.port=" + port,
        // where whoami's web.xml sends errors to; the name of before and since Spring Boot 4
        "--server.error.path=/whoami",
        "--spring.web.error.path=/whoami",
        // the name of before and since Spring Boot 3
        "--server.max-http-header-size=2097152",
        "--server.max-http-request-header-size=2097152",
        "--server.http2.enabled=" + !container.differs(Difference.NO_HTTP2)));
    command.addAll(accessLog(container, server, log));
    boolean inPod = launch.forwarding() && container.hasOption("kubernetes");
    if (launch.forwarding() && !inPod) {
      // the name of before and since Spring Boot 2.2
      command.add("--server.use-forward-headers=true");
      command.add("--server.forward-headers-strategy=" + (container.hasOption("framework") ? "framework" : "native"));
    }
    return new Start(command, inPod ? POD : Map.of(), container.differs(Difference.NO_ACCESS_LOG) ? null : log, null);
  }

  /** Written once: an archive of classes is for the very files that it was made with. */
  private static Path extracted(Container container, List<Path> application) throws IOException {
    Path directory = BuiltFiles.work("containers").resolve("boot-" + container.version() + "-extracted");
    Path jar = directory.resolve("application.jar");
    for (Path part : application) {
      if (Files.notExists(jar)
          || Files.getLastModifiedTime(part).compareTo(Files.getLastModifiedTime(jar)) > 0) {
        Directories.fresh(directory);
        BootJar.extract(jar, MAIN_CLASS, application, libraries(container));
      }
    }
    return jar;
  }

  /** The jars of such an application. */
  static List<Path> libraries(Container container) {
    String version = container.version();
    return Artifacts.classPath(GROUP + "spring-boot-dependencies:pom:" + version,
        List.of(container.coordinates() + ":" + version,
            GROUP + "spring-boot-starter-" + server(container) + ":" + version,
            GROUP + "spring-boot-starter-websocket:" + version),
        container.hasOption("tomcat") ? "nothing:nothing" : GROUP + "spring-boot-starter-tomcat");
  }

  private static String server(Container container) {
    return SERVERS.stream().filter(container::hasOption).findFirst().orElseThrow();
  }

  static List<String> accessLog(Container container, String server, Path log) throws IOException {
    boolean explained = container.hasOption(EXPLAINED_LOG);
    String prefix = "--server." + server + ".accesslog.";
    return switch (server) {
      case "tomcat" -> List.of(prefix + "enabled=true", prefix + "directory=" + log.getParent(),
          prefix + "prefix=access", prefix + "suffix=.log", prefix + "rotate=false", prefix + "buffered=false",
          prefix + "pattern="
              + (explained ? Launcher.documentedPattern("Tomcat 8.5") : "%a %h %r %{X-Forwarded-For}i"));
      case "undertow" -> List.of(prefix + "enabled=true", prefix + "dir=" + log.getParent(),
          prefix + "prefix=access.", prefix + "suffix=log", prefix + "rotate=false",
          prefix + "pattern="
              + (explained ? Launcher.documentedPattern("Undertow") : "%a %h \"%r\" %{i,X-Forwarded-For}"));
      default -> List.of(prefix + "enabled=true", prefix + "filename=" + log,
          prefix + "custom-format=" + (explained ? Launcher.documentedPattern("Jetty")
              : "%{client}a \"%r\" %{X-Forwarded-For}i"));
    };
  }
}
