package io.github.realip.containers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A container that runs, with the application at its root, on every address of its place. */
public final class Server implements AutoCloseable {
  private static final long START_SECONDS = 240; // a full server on a busy machine

  private final Launch launch;
  private final ChildProcess process;
  private final Path base;
  private final Launcher.Start start;
  private final int port;
  private final long startedAt = System.nanoTime();
  private long answeredAt;

  private Server(Launch launch, ChildProcess process, Path base, Launcher.Start start, int port) {
    this.launch = launch;
    this.process = process;
    this.base = base;
    this.start = start;
    this.port = port;
  }

  /** Starts a container in a directory of its own and returns when the application answers. */
  public static Server start(Launch launch) throws IOException, InterruptedException {
    return start(launch,
        Place.here(launch.toString(), launch.container().hasOption(Launcher.PROXY_PROTOCOL)));
  }

  /** Starts a container in a certain place and returns when it can be asked. */
  public static Server start(Launch launch, Place place) throws IOException, InterruptedException {
    Path base = Directories.fresh(place.directory());
    Launcher.Start start = Launcher.of(launch.container()).prepare(launch, base, place.port());

    Map<String, String> environment = new HashMap<>(start.environment());
    environment.putAll(place.environment());
    environment.put("JAVA_HOME", launch.jdk().home().toString());
    if (!launch.options().isEmpty()) {
      environment.put("JAVA_TOOL_OPTIONS", Launch.toolOptions(launch.options()));
    }
    ChildProcess process = ChildProcess.start(base, environment, place.command(start.command()));
    Server server = new Server(launch, process, base, start, place.port());
    try {
      server.await(place);
      return server;
    } catch (Throwable e) {
      server.close();
      throw e;
    }
  }

  /** How long it took from the start of the process to the first answer. */
  public Duration startTime() {
    return Duration.ofNanos(answeredAt - startedAt);
  }

  /** Where it listens, as IPv4. */
  public InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", port);
  }

  /** Where it listens, as the given one of this machine's addresses. */
  public InetSocketAddress address(String local) {
    return new InetSocketAddress(local, port);
  }

  /** The process, for what it says. */
  public ChildProcess process() {
    return process;
  }

  /** The JVM that serves. */
  public RunningJvm jvm() {
    return RunningJvm.of(process.handle(), launch.jdk(), base.resolve("jcmd"));
  }

  /** The directory that holds its configuration, its logs and the application. */
  public Path base() {
    return base;
  }

  /** Whether it writes an access log. */
  public boolean hasAccessLog() {
    return start.accessLog() != null;
  }

  /** The line of the access log that has the mark in it, without quotation marks, as soon as it is there. */
  public String accessLogLine(String mark) throws IOException, InterruptedException {
    for (long end = deadline(20); System.nanoTime() < end; Thread.sleep(20)) {
      for (String line : accessLog()) {
        if (line.contains(mark)) {
          return line;
        }
      }
    }
    throw new IllegalStateException(launch + " has not logged " + mark + " in " + start.accessLog());
  }

  /** The lines of the access log, without quotation marks, as far as they are there. */
  public List<String> accessLog() throws IOException {
    Path accessLog = start.accessLog();
    List<String> lines =
        Files.exists(accessLog) ? Files.readAllLines(accessLog, StandardCharsets.ISO_8859_1) : List.of();
    return lines.stream().map(line -> line.replace("\"", "")).toList();
  }

  /** Where the access log is, or {@code null}. */
  public Path accessLogFile() {
    return start.accessLog();
  }

  /** How its application comes and goes, for a container that was started with the option for it. */
  public Redeployment redeployment() {
    return start.redeployment();
  }

  @Override
  public void close() {
    process.close();
  }

  @Override
  public String toString() {
    return launch.toString();
  }

  private void await(Place place) throws InterruptedException {
    for (long end = deadline(START_SECONDS); System.nanoTime() < end; Thread.sleep(5)) {
      if (!process.isAlive()) {
        throw new IllegalStateException(launch + " ended instead of starting\n" + process.log());
      }
      try {
        if (place.isReady()) {
          answeredAt = System.nanoTime();
          return;
        }
      } catch (IOException notYet) {
        // nobody listens, or the application is still being deployed
      }
    }
    throw new IllegalStateException(launch + " has not answered for " + START_SECONDS + " s\n" + process.log());
  }

  private static long deadline(long seconds) {
    return System.nanoTime() + seconds * 1_000_000_000;
  }
}
