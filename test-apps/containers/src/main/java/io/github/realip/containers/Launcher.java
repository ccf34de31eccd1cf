package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Knows how one kind of container is configured and started: as its vendor ships it, by its own script or main. */
interface Launcher {
  /** A word for a container's option: the application has to come and go. */
  String REDEPLOY = "redeploy";

  /**
   * A word for a container's option: its own lists let in {@value #LET_IN}, the proxy and who looks whether it has
   * started, but not {@value #KEPT_OUT}; it waits {@value #HEAD_MILLIS} ms for a head;
   * and the access log has the socket's peer behind the address.
   */
  String LISTS = "lists";
  /**
   * A word for a container's option: it has a connector for TLS, too, with a certificate for localhost; its port is in
   * the file {@value #TLS_PORT}.
   */
  String TLS = "tls";
  /** Where the port for TLS is. */
  String TLS_PORT = "tls.port";
  /** A word for a container's option: the access log has the pattern that docs/access-logs.md shows for it. */
  String EXPLAINED_LOG = "explained-log";
  /** A word for a container's option: it is told to read the PROXY protocol by itself. */
  String PROXY_PROTOCOL = "proxy-protocol";
  /** A word for a container's option: it redirects all that is not secure to another port. */
  String SECURED = "secured";
  /** The network that lists let in. */
  String LET_IN = "203.0.113.4/30";
  /** Whom of that network they keep out. */
  String KEPT_OUT = "203.0.113.7";
  /** With lists, for how long it waits for the rest of a head. */
  int HEAD_MILLIS = 1_500;

  /** Writes the configuration into an empty directory and says how to start the container from there. */
  Start prepare(Launch launch, Path base, int port) throws IOException;

  /** Words for a container's option, each of them another way to switch its forwarding on. */
  default List<String> otherForwarding(Container container) {
    return List.of();
  }

  /** The pattern of the access log that docs/access-logs.md shows for a server whose row begins so. */
  static String documentedPattern(String server) throws IOException {
    for (String line : Files.readAllLines(BuiltFiles.documentation("access-logs.md"))) {
      if (line.startsWith("| " + server)) {
        return line.replaceFirst(".*\\| `(.+)` \\|$", "$1");
      }
    }
    throw new IllegalStateException("docs/access-logs.md has no " + server);
  }

  /** The launcher that the matrix names. */
  static Launcher of(Container container) {
    return switch (container.launcher()) {
      case "tomcat" -> new TomcatLauncher();
      case "jetty" -> new JettyLauncher();
      case "wildfly" -> new WildFlyLauncher();
      case "liberty" -> new LibertyLauncher();
      case "payara-micro" -> new PayaraMicroLauncher();
      case "glassfish" -> new GlassFishLauncher();
      case "boot" -> new BootLauncher();
      case "webflux" -> new WebFluxLauncher();
      case "vertx" -> new VertxLauncher();
      case "micronaut" -> new MicronautLauncher();
      case "undertow" -> MainClassLauncher.compiled("undertow", "io.github.realip.undertow.UndertowServer");
      case "grizzly" -> MainClassLauncher.compiled("grizzly", "io.github.realip.grizzly.GrizzlyServer");
      case "quarkus" -> new QuarkusLauncher(false);
      case "quarkus-rest" -> new QuarkusLauncher(true);
      case "jetty-core" -> new JettyCoreLauncher();
      case "httpserver" -> new HttpServerLauncher();
      case "piranha" -> MainClassLauncher.source("piranha/PiranhaServer.java");
      case "tjws" -> MainClassLauncher.source("tjws/TjwsServer.java");
      default -> throw new IllegalArgumentException("No launcher is called " + container.launcher());
    };
  }

  /** The one directory that a vendor's archive holds, unpacked. */
  static Path unpacked(Container container) throws IOException {
    Path archive = Artifacts.file(container.coordinates() + ":" + container.version());
    String name = archive.getFileName().toString().replaceAll("\\.zip$", "");
    try (Stream<Path> content = Files.list(Archive.unpacked(archive, BuiltFiles.shared(name)))) {
      return content.filter(Files::isDirectory).filter(directory -> !directory.endsWith("META-INF"))
          .findFirst().orElseThrow();
    }
  }

  /** A vendor's configuration with other words in some places; a place that is not there is an error. */
  static String edited(String configuration, Map<String, String> replacements) {
    String edited = configuration;
    for (Map.Entry<String, String> each : replacements.entrySet()) {
      if (!edited.contains(each.getKey())) {
        throw new IllegalStateException("The vendor's configuration has no " + each.getKey());
      }
      edited = edited.replace(each.getKey(), each.getValue());
    }
    return edited;
  }

  /**
   * How to start it.
   *
   * @param command the program and its arguments
   * @param environment what it needs besides JAVA_HOME and JAVA_TOOL_OPTIONS
   * @param accessLog the file that it will log its requests to; a line begins with the client's address; or
   *     {@code null} if it has no access log
   * @param redeployment how the application can come and go with the option {@value #REDEPLOY}; or {@code null} if it
   *     is there for as long as the process
   */
  record Start(List<String> command, Map<String, String> environment, Path accessLog, Redeployment redeployment) {
  }
}
