package io.github.realip.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A cloud's load balancer before the cluster: HAProxy in the network of the host {@code lb}, until it is closed. */
final class LoadBalancer implements AutoCloseable {
  private final Process process;

  /**
   * Starts it.
   *
   * @param directory where its configuration and what it says are written
   */
  LoadBalancer(Path directory, CharSequence configuration) throws IOException {
    Path file = Files.writeString(directory.resolve("haproxy.cfg"), configuration);
    List<String> command = new ArrayList<>(TestCluster.inside("lb"));
    command.addAll(List.of("haproxy", "-db", "-f", file.toString()));
    process = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(directory.resolve("haproxy.log").toFile()).start();
  }

  @Override
  public void close() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroy); // HAProxy, where another program has started it
    process.destroy();
    process.waitFor();
  }
}
