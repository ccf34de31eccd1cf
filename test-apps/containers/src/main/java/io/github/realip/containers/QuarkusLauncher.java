package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The application as a fast-jar of Quarkus, which only Quarkus's own Maven plugin can build. */
final class QuarkusLauncher implements Launcher {
  private static final int PATIENCE_SECONDS = 600;

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
    }
    command.addAll(List.of("-jar", built(container.version()).toString()));
    return new Start(command, Map.of(), log, null);
  }

  private static synchronized Path built(String version) throws IOException {
    Path war = BuiltFiles.war("jakarta");
    Path project = BuiltFiles.work("containers").resolve("quarkus-" + version);
    Path jar = project.resolve("target/quarkus-app/quarkus-run.jar");
    if (Files.exists(jar) && Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(war)) > 0) {
      return jar;
    }
    Directories.fresh(project);
    Path resources = project.resolve("src/main/resources");
    Path application = Archive.unpacked(war, project.resolve("war"));
    Files.createDirectories(resources.getParent());
    Directories.copy(application.resolve("WEB-INF/classes"), resources);
    Files.createDirectories(resources.resolve("META-INF"));
    Files.copy(application.resolve("WEB-INF/web.xml"), resources.resolve("META-INF/web.xml"));
    Files.copy(BuiltFiles.source("quarkus/pom.xml"), project.resolve("pom.xml"));
    build(project, version);
    return jar;
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
