package io.github.realip.containers;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where Maven has put what this project builds, seen from this module's directory. */
public final class BuiltFiles {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final Path TARGET = MODULE.resolve("target");
  private static final Path WORK = Fork.NUMBER == 1 ? TARGET : TARGET.resolve("fork" + Fork.NUMBER);

  private BuiltFiles() {
  }

  /** The jar to name after {@code -javaagent:}; another one may be given as {@code realip.agent.jar}. */
  public static Path agent() {
    String given = System.getProperty("realip.agent.jar");
    return existing(given != null ? Path.of(given) : MODULE.resolve("../../agent/target/realip-agent.jar"));
  }

  /** The application for {@code javax} or {@code jakarta}. */
  public static Path war(String api) {
    String module = api.equals("javax") ? "whoami" : "whoami-" + api;
    return existing(MODULE.resolve("../" + module + "/target/whoami-" + api + ".war"));
  }

  /** The jar with the main class that starts an embedded container, named like its module. */
  public static Path server(String module) {
    return existing(MODULE.resolve("../" + module + "/target/" + module + "-server.jar"));
  }

  /** A source file that is compiled only when it is run, seen from the directory of the test applications. */
  public static Path source(String path) {
    return existing(MODULE.resolve("..").resolve(path));
  }

  /** The jar with the main class of a Spring Boot application. */
  public static Path bootApplication() {
    return existing(MODULE.resolve("../boot/target/boot-application.jar"));
  }

  /** The same with WebFlux. */
  public static Path webFluxApplication() {
    return existing(MODULE.resolve("../webflux/target/webflux-application.jar"));
  }

  /** The application for Vert.x. */
  public static Path vertxApplication() {
    return existing(MODULE.resolve("../vertx/target/vertx-application.jar"));
  }

  /** A directory below {@code target} for whatever runs, in the second process of tests {@code target/fork2}. */
  public static Path work(String name) {
    return WORK.resolve(name);
  }

  /** A directory for what is made once for all processes of tests; {@link Fork#alone} makes it. */
  static Path shared(String name) {
    return TARGET.resolve("containers").resolve(name);
  }

  /** A page of the project's documentation. */
  public static Path documentation(String name) {
    return MODULE.resolve("../../docs").resolve(name).normalize();
  }

  private static Path existing(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException("Not built yet: " + file.normalize());
    }
    return file.toAbsolutePath().normalize();
  }
}
