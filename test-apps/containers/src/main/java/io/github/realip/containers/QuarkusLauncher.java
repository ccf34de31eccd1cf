package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The application as a fast-jar of Quarkus, which only Quarkus's own Maven plugin can build: that with servlets, or
 * that for Vert.x with Quarkus REST, reactive routes and a servlet.
 */
final class QuarkusLauncher implements Launcher {
  /** A word for a container's option: Quarkus's own forwarding believes {@code 127.0.0.10} alone. */
  static final String TRUSTED_PROXY = "trusted-proxy";
  private static final int PATIENCE_SECONDS = 600;

  private final boolean rest;

  QuarkusLauncher(boolean rest) {
    this.rest = rest;
  }

  @Override
  public Start prepare(Launch launch, Path base, int port) throws IOException {
    Container container = launch.container();
    Path log = base.resolve("access.log");
    List<String> command = new ArrayList<>(List.of(
        launch.jdk().tool("java").toString(),
        "-Dquarkus.http.host=0.0.0.0",
        "-Dquarkus.http.port=" + port,
        "-Dquarkus.http.limits.max-header-size=2M",
        "-Dquarkus.http.access-log.enabled=true",
        "-Dquarkus.http.access-log.pattern=" + (launch.container().hasOption(EXPLAINED_LOG)
            ? Launcher.documentedPattern("Quarkus") : "%a %h \"%r\" %{i,X-Forwarded-For}"),
        "-Dquarkus.http.access-log.log-to-file=true",
        "-Dquarkus.http.access-log.log-directory=" + base,
        "-Dquarkus.http.access-log.base-file-name=access",
        "-Dquarkus.http.access-log.log-suffix=.log",
        "-Dquarkus.http.access-log.rotate=false"));
    if (launch.forwarding()) {
      command.add("-Dquarkus.http.proxy.proxy-address-forwarding=true");
      if (container.hasOption(TRUSTED_PROXY)) {
        command.add("-Dquarkus.http.proxy.trusted-proxies=127.0.0.10");
      }
    }
    command.addAll(List.of("-jar", jar(container.version()).toString()));
    return new Start(command, Map.of(), log, null);
  }

  private Path jar(String version) throws IOException {
    Path project = BuiltFiles.shared((rest ? "quarkus-rest-" : "quarkus-") + version);
    return Fork.alone(project, () -> rest ? rest(project, version) : servlets(project, version));
  }

  private static Path servlets(Path project, String version) throws IOException {
    Path war = BuiltFiles.war("jakarta");
    if (!isBuilt(project, war)) {
      Directories.fresh(project);
      Path resources = project.resolve("src/main/resources");
      Path application = Archive.unpacked(war, project.resolve("war"));
      Files.createDirectories(resources.getParent());
      Directories.copy(application.resolve("WEB-INF/classes"), resources);
      Files.createDirectories(resources.resolve("META-INF"));
      Files.copy(application.resolve("WEB-INF/web.xml"), resources.resolve("META-INF/web.xml"));
      Files.copy(BuiltFiles.source("quarkus/pom.xml"), project.resolve("pom.xml"));
      build(project, version);
    }
    return jar(project);
  }

  private static Path rest(Path project, String version) throws IOException {
    if (!isBuilt(project, BuiltFiles.vertxApplication()) || !isBuilt(project, BuiltFiles.server("httpserver"))
        || !isBuilt(project, BuiltFiles.source("quarkus-rest/Application.java"))) {
      Directories.fresh(project);
      Path sources = project.resolve("src/main/java/io/github/realip");
      Files.createDirectories(sources.resolve("vertx"));
      Files.createDirectories(sources.resolve("httpserver"));
      for (String source : List.of("vertx/Seen", "vertx/Whoami", "httpserver/Faults", "httpserver/Json")) {
        String module = source.replaceFirst("/.*", "");
        Files.copy(BuiltFiles.source(module + "/src/main/java/io/github/realip/" + source + ".java"),
            sources.resolve(source + ".java"));
      }
      Files.copy(BuiltFiles.source("quarkus-rest/Application.java"), sources.resolve("vertx/Application.java"));
      Files.copy(BuiltFiles.source("quarkus-rest/pom.xml"), project.resolve("pom.xml"));
      build(project, version);
    }
    return jar(project);
  }

  private static Path jar(Path project) {
    return project.resolve("target/quarkus-app/quarkus-run.jar");
  }

  private static boolean isBuilt(Path project, Path from) throws IOException {
    Path jar = jar(project);
    return Files.exists(jar) && Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(from)) > 0;
  }

  private static void build(Path project, String version) throws IOException {
    System.out.println("building for Quarkus " + version);
    String home = System.getProperty("maven.home");
    List<String> maven = new ArrayList<>(List.of(
        home == null ? "mvn" : Path.of(home, "bin", "mvn").toString(), "-B", "-ntp", "-q", "package",
        "-Dquarkus.version=" + version));
    String repository = System.getProperty("maven.repo.local");
    if (repository != null) {
      maven.add("-Dmaven.repo.local=" + repository);
    }
    Map<String, String> environment = Map.of("JAVA_HOME", Jdk.current().home().toString());
    try (ChildProcess build = ChildProcess.start(project, environment, maven)) {
      if (build.exitCode(PATIENCE_SECONDS) != 0) {
        throw new IOException("Quarkus " + version + " cannot be built\n" + build.log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
