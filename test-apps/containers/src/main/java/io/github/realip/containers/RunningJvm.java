package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A look into a JVM from outside, with the {@code jcmd} of its own JDK. */
public final class RunningJvm {
  private static final int PATIENCE_SECONDS = 60;
  /** Such as {@code 12:  3  240  com.example.Type (module)}. */
  private static final Pattern HISTOGRAM_LINE = Pattern.compile("^ *\\d+: +(\\d+) +\\d+ +(\\S+)", Pattern.MULTILINE);

  private final Jdk jdk;
  private final long pid;
  private final Path directory;

  private RunningJvm(Jdk jdk, long pid, Path directory) {
    this.jdk = jdk;
    this.pid = pid;
    this.directory = directory;
  }

  /** The JVM that a program has become or that it has started; scripts and start programs are passed over. */
  static RunningJvm of(ProcessHandle program, Jdk jdk, Path directory) {
    ProcessHandle jvm = Stream.concat(Stream.of(program), program.descendants())
        .filter(RunningJvm::isJava)
        .filter(process -> process.descendants().noneMatch(RunningJvm::isJava))
        .findFirst().orElseThrow(() -> new IllegalStateException("No JVM in " + program.info()));
    return new RunningJvm(jdk, jvm.pid(), directory);
  }

  /** All threads with their stacks. */
  public String threads() throws IOException, InterruptedException {
    return jcmd("Thread.print");
  }

  /** How many objects the garbage collector leaves of the classes whose whole name the expression matches. */
  public int instances(String className) throws IOException, InterruptedException {
    int instances = 0;
    Matcher line = HISTOGRAM_LINE.matcher(jcmd("GC.class_histogram"));
    while (line.find()) {
      if (line.group(2).matches(className)) {
        instances += Integer.parseInt(line.group(1));
      }
    }
    return instances;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    List<String> line = List.of(jdk.tool("jcmd").toString(), String.valueOf(pid), command);
    try (ChildProcess jcmd = ChildProcess.start(directory, Map.of(), line)) {
      if (jcmd.exitCode(PATIENCE_SECONDS) != 0) {
        throw new IllegalStateException(line + "\n" + jcmd.log());
      }
      return jcmd.stdout();
    }
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().map(command -> Path.of(command).endsWith("java")).orElse(false);
  }
}
