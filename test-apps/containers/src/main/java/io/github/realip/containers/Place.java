package io.github.realip.containers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where a server runs: this machine's own network, or another that has to be entered. */
public interface Place {

  /** The directory that the server has to itself; what was there is deleted. */
  Path directory();

  /** The port that it listens on. */
  int port();

  /** What its environment has besides what every server's has. */
  Map<String, String> environment();

  /** A command as it is to be run to run there. */
  List<String> command(List<String> command);

  /** Whether the server, which has been started, can be asked already. */
  boolean isReady() throws IOException;

  /** This machine, at a port that nobody has, in a directory named like the server. */
  static Place here(String server) {
    return here(server, false);
  }

  /**
   * The same.
   *
   * @param proxyProtocol whether the server answers only to who begins with a PROXY line
   */
  static Place here(String server, boolean proxyProtocol) {
    return new ThisMachine(BuiltFiles.work("servers").resolve(server.replaceAll("[^A-Za-z0-9.]+", "-")), Ports.free(),
        proxyProtocol);
  }

  /**
   * This machine.
   *
   * @param directory the server's own
   * @param port a free one
   * @param proxyProtocol whether the server answers only to who begins with a PROXY line
   */
  record ThisMachine(Path directory, int port, boolean proxyProtocol) implements Place {

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }

    @Override
    public List<String> command(List<String> command) {
      return command;
    }

    @Override
    public boolean isReady() throws IOException {
      InetSocketAddress server = new InetSocketAddress("127.0.0.1", port);
      try (Connection connection = proxyProtocol ? Connection.behalf("127.0.0.1", server)
          : Connection.from("127.0.0.1", server)) {
        return List.of(200, 302).contains(connection.get("/whoami").status()); // one redirects all that is not secure
      }
    }
  }
}
