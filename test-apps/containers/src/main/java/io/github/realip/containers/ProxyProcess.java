package io.github.realip.containers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A reverse proxy that is a program with a configuration file. */
final class ProxyProcess implements ReverseProxy {
  private static final int START_SECONDS = 20;

  private final ChildProcess process;
  private final InetSocketAddress address;

  private ProxyProcess(ChildProcess process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /** A new directory for the configuration and all that the program writes. */
  static Path directory(String program) throws IOException {
    return Files.createTempDirectory(Files.createDirectories(BuiltFiles.work("proxies")), program + "-");
  }

  static ReverseProxy start(Path directory, InetSocketAddress address, List<String> command)
      throws IOException, InterruptedException {
    ProxyProcess proxy = new ProxyProcess(ChildProcess.start(directory, Map.of(), command), address);
    try {
      proxy.awaitListening();
      return proxy;
    } catch (Throwable e) {
      proxy.close();
      throw e;
    }
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    process.close();
  }

  private void awaitListening() throws InterruptedException {
    for (long end = System.nanoTime() + START_SECONDS * 1_000_000_000L; System.nanoTime() < end; Thread.sleep(20)) {
      if (!process.isAlive()) {
        break;
      }
      try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
        return;
      } catch (IOException notYet) {
        // it is still starting
      }
    }
    throw new IllegalStateException("The proxy does not listen on " + address + "\n" + process.log());
  }
}
