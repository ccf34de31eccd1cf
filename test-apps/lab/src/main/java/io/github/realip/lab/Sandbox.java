package io.github.realip.lab;

import io.github.realip.containers.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Namespaces of its own for a whole lab: mounts, processes and the networks in it.
 *
 * <p>One shell holds them, and it ends when its input does. So when this program ends, however it ends, the kernel
 * ends everything that runs inside and takes the networks away.
 */
final class Sandbox implements AutoCloseable {
  /** With rights of its own; and in a user namespace, where any user is root. */
  private static final List<List<String>> WAYS = List.of(List.of(), List.of("--user", "--map-root-user"));

  /** {@code /run} is empty inside: names of networks and locks are the lab's own. */
  private static final String HOLD = """
      mount -t tmpfs tmpfs /run && mkdir /run/netns && ip netns add probe && ip netns del probe && echo ready \
      && cat >/dev/null""";
  private static final String STATE = "holder";

  private final Process holder;
  private final long pid;
  private final boolean ownUser;
  private final Path directory;

  private Sandbox(Process holder, long pid, boolean ownUser, Path directory) {
    this.holder = holder;
    this.pid = pid;
    this.ownUser = ownUser;
    this.directory = directory;
  }

  /**
   * Makes the namespaces.
   *
   * @param directory for what its processes write
   * @throws IOException if neither root's rights nor a user namespace are to be had here
   */
  static Sandbox open(Path directory) throws IOException {
    List<String> refusals = new ArrayList<>();
    for (List<String> way : WAYS) {
      List<String> command = new ArrayList<>(List.of("unshare"));
      command.addAll(way);
      command.addAll(List.of("--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", HOLD));
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("PATH", Tools.path());
      Process holder = builder.start();
      BufferedReader said = new BufferedReader(
          new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
      String line = said.readLine();
      if ("ready".equals(line)) {
        long pid = holder.children().findFirst().orElseThrow().pid();
        Files.writeString(Files.createDirectories(directory).resolve(STATE), pid + " " + !way.isEmpty());
        return new Sandbox(holder, pid, !way.isEmpty(), directory);
      }
      refusals.add(String.valueOf(line));
      holder.destroyForcibly();
    }
    throw new IOException("Network namespaces are not allowed here: " + String.join("; ", refusals));
  }

  /** The command as it is to be run to run inside, in one of the networks. */
  List<String> inside(String network, List<String> command) {
    return inside(pid, ownUser, network, command);
  }

  /** The same for a sandbox of another program, by the directory that it was given. */
  static List<String> inside(Path directory, String network, List<String> command) throws IOException {
    Path file = directory.resolve(STATE);
    if (!Files.exists(file)) {
      throw new IOException("No lab is up in " + directory);
    }
    String[] state = Files.readString(file).split(" ");
    return inside(Long.parseLong(state[0]), Boolean.parseBoolean(state[1]), network, command);
  }

  private static List<String> inside(long pid, boolean ownUser, String network, List<String> command) {
    List<String> full = new ArrayList<>(List.of("nsenter", "--target", String.valueOf(pid), "--mount", "--pid"));
    if (ownUser) {
      full.addAll(List.of("--user", "--preserve-credentials"));
    }
    full.add(network.isEmpty() ? "--net" : "--net=/proc/" + pid + "/root/run/netns/" + network);
    full.addAll(List.of("env", "PATH=" + Tools.path()));
    full.addAll(command);
    return full;
  }

  /** The names of the networks. */
  List<String> networks() throws IOException {
    return lines("", List.of("ls", "/run/netns")).toList();
  }

  /** Runs a shell script inside, outside of all its networks, and insists on success. */
  void run(String name, String script) throws IOException, InterruptedException {
    Path file = Files.writeString(Files.createDirectories(directory).resolve(name + ".sh"), script);
    try (ChildProcess process = start("", name, List.of("sh", "-e", file.toString()))) {
      if (process.exitCode(60) != 0) {
        throw new IOException("The script " + file + " failed\n" + process.log());
      }
    }
  }

  /** Starts a program in one of the networks; its outputs go to a directory of that name. */
  ChildProcess start(String network, String name, List<String> command) throws IOException {
    return ChildProcess.start(directory.resolve(name), Map.of(), inside(network, command));
  }

  /** Whether somebody listens on the port, by the kernel's own table. */
  boolean listens(String network, int port) throws IOException {
    String wanted = String.format(":%04X", port);
    return lines(network, List.of("cat", "/proc/net/tcp", "/proc/net/tcp6"))
        .map(line -> line.strip().split("\\s+")).filter(row -> row.length > 3)
        .anyMatch(row -> row[1].endsWith(wanted) && row[3].equals("0A"));
  }

  private Stream<String> lines(String network, List<String> command) throws IOException {
    Process process = new ProcessBuilder(inside(network, command)).start();
    try (BufferedReader out = process.inputReader()) {
      return out.lines().toList().stream();
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(directory.resolve(STATE));
      holder.getOutputStream().close();
    } catch (IOException alreadyClosed) {
      // it has ended by itself
    }
    try {
      holder.waitFor();
    } catch (InterruptedException e) {
      holder.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
