package io.github.realip.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A program that this one starts, watches and always ends.
 *
 * <p>Both of its outputs go to files of their own, so that nobody has to read them for it to go on.
 */
public final class ChildProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  /** What would reach into a child JVM or a start script from the caller's shell. */
  private static final Set<String> UNWANTED = Set.of(
      "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "JAVA_OPTS", "JAVA_HOME", "JRE_HOME", "CLASSPATH",
      "CATALINA_HOME", "CATALINA_BASE", "CATALINA_OPTS", "JETTY_HOME", "JETTY_BASE");

  private final Process process;
  private final Path out;
  private final Path err;
  private final Thread atExit;

  private ChildProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
    this.atExit = new Thread(() -> destroy(ProcessHandle::destroyForcibly));
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts a program; its outputs become {@code stdout} and {@code stderr} in the directory. */
  public static ChildProcess start(Path directory, Map<String, String> environment, List<String> command)
      throws IOException {
    Path out = directory.resolve("stdout");
    Path err = directory.resolve("stderr");
    Files.createDirectories(directory);
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectOutput(Redirect.to(out.toFile()))
        .redirectError(Redirect.to(err.toFile()));
    builder.environment().keySet().removeAll(UNWANTED);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new ChildProcess(process, out, err);
  }

  /** Waits for the program's own end; one that takes too long is ended and is a failure. */
  public int exitCode(long seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      close();
      throw new IllegalStateException("Still running after " + seconds + " s\n" + log());
    }
    return process.exitValue();
  }

  /** Its number, which a start script hands on to the program that it becomes. */
  public long pid() {
    return process.pid();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The process itself. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Sends it the signal to end, as whoever supervises it would, and tells whether all of it is gone in time. */
  public boolean endsWhenAsked(long seconds) throws InterruptedException {
    List<ProcessHandle> all = processes();
    process.destroy();
    for (long end = System.nanoTime() + seconds * 1_000_000_000; System.nanoTime() < end; Thread.sleep(20)) {
      if (all.stream().noneMatch(ProcessHandle::isAlive)) {
        return true;
      }
    }
    return false;
  }

  /** The program itself and all that it has started, for who measures them. */
  public List<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  /** User and system time of all of them that are alive; it comes in steps of 10 ms. */
  public Duration cpuTime() {
    return processes().stream().map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** What it has written to its standard output. */
  public String stdout() {
    return read(out);
  }

  /** What it has written to its standard error. */
  public String stderr() {
    return read(err);
  }

  /** Both outputs, whole: what a test looks for may be far from the end. */
  public String output() {
    return stdout() + stderr();
  }

  /** The end of both outputs, for a message about a failure. */
  public String log() {
    return "--- stdout\n" + tail(stdout()) + "--- stderr\n" + tail(stderr());
  }

  /** Asks the program and its children to end, and ends them when they do not. */
  @Override
  public void close() {
    List<ProcessHandle> children = destroy(ProcessHandle::destroy);
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        destroy(ProcessHandle::destroyForcibly);
        process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
      // a child may outlive its parent, and keep the port
      for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
          children.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < end;) {
        Thread.sleep(5);
      }
      children.forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      destroy(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException shuttingDown) {
      // the hook does what is left
    }
  }

  private List<ProcessHandle> destroy(Consumer<ProcessHandle> how) {
    List<ProcessHandle> children = process.descendants().toList();
    how.accept(process.toHandle());
    children.forEach(how);
    return children;
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tail(String text) {
    return text.length() <= 8000 ? text : "...\n" + text.substring(text.length() - 8000);
  }
}
