package io.github.realip.lab;

import io.github.realip.containers.BuiltFiles;
import io.github.realip.containers.ChildProcess;
import io.github.realip.containers.Container;
import io.github.realip.containers.Jdk;
import io.github.realip.containers.Launch;
import io.github.realip.containers.Matrix;
import io.github.realip.containers.Place;
import io.github.realip.containers.Server;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One life of an application's pod: a JVM in the pod's network. */
final class Pod implements AutoCloseable {
  /** Many start and live for a second, so they are to start quickly. */
  static final List<String> JVM = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m");
  private static final Pattern FINDING = Pattern.compile("^realip-agent: finding ([a-z-]+):", Pattern.MULTILINE);

  private final ChildProcess process;

  private Pod(ChildProcess process) {
    this.process = process;
  }

  /** Starts it and returns when it can be asked. */
  static Pod start(Cluster cluster, App app) throws IOException, InterruptedException {
    PodPlace place = new PodPlace(cluster, app);
    if (app.container().equals(App.ECHO)) {
      ChildProcess process = cluster.sandbox().start(app.namespace(), app.namespace(), List.of(
          Jdk.current().tool("java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
          "-classpath", classPath(),
          EchoServer.class.getName(), String.valueOf(App.PORT)));
      while (!place.isReady()) {
        if (!process.isAlive()) {
          throw new IOException("The echo has ended instead of starting\n" + process.log());
        }
        Thread.sleep(20);
      }
      return new Pod(process);
    }
    List<String> options = new ArrayList<>(JVM);
    if (app.hasAgent()) {
      options.add("-javaagent:" + BuiltFiles.agent());
      app.properties().forEach(property -> options.add("-D" + property));
    }
    Launch launch = new Launch(container(app.container()), Jdk.current(), options, false);
    return new Pod(Server.start(launch, place).process());
  }

  /** What a JVM needs to run a class of the lab. */
  static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
  }

  /** The first of the matrix that this regular expression finds. */
  static Container container(String expression) {
    Pattern wanted = Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    return Matrix.containers().stream().filter(each -> wanted.matcher(each.toString()).find())
        .findFirst().orElseThrow(() -> new IllegalArgumentException("Not in the matrix: " + expression));
  }

  /** The kinds of findings that the agent has told so far. */
  List<String> findings() {
    return FINDING.matcher(process.stderr()).results().map((MatchResult found) -> found.group(1)).toList();
  }

  /** What it has said, for a message about a failure. */
  String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }

  /** The pod's network. */
  private record PodPlace(Cluster cluster, App app) implements Place {

    @Override
    public Path directory() {
      return cluster.directory().resolve(app.namespace());
    }

    @Override
    public int port() {
      return App.PORT;
    }

    @Override
    public Map<String, String> environment() {
      return Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1", "KUBERNETES_SERVICE_PORT", "443");
    }

    @Override
    public List<String> command(List<String> command) {
      return cluster.sandbox().inside(app.namespace(), command);
    }

    @Override
    public boolean isReady() throws IOException {
      return cluster.sandbox().listens(app.namespace(), App.PORT);
    }
  }
}
