package io.github.realip.containers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * HAProxy as a load balancer that forwards connections from {@value ProxyProtocolTests#SENDER} without a look at them.
 * Its clients say in a PROXY line who they are, so that they may have any address.
 */
final class TcpLoadBalancer implements AutoCloseable {
  private static final String CONFIGURATION = """
      global
        maxconn 512
      defaults
        mode tcp
        timeout connect 10s
        timeout client 60s
        timeout server 60s
        timeout check 2s
      frontend clients
        bind 127.0.0.1:%d accept-proxy
        default_backend server
      backend server
        %s
        server server 127.0.0.1:%d source %s %s
      """;

  private final ReverseProxy process;

  private TcpLoadBalancer(ReverseProxy process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param backend a line of HAProxy's for the backend, such as how it is checked
   * @param words what is said of the server, such as {@code send-proxy-v2}
   */
  static TcpLoadBalancer start(InetSocketAddress server, String backend, String words) throws Exception {
    Installed.proxy(ReverseProxy.Kind.HAPROXY);
    Path directory = ProxyProcess.directory("haproxy");
    int port = Ports.free();
    Files.writeString(directory.resolve("haproxy.cfg"),
        CONFIGURATION.formatted(port, backend, server.getPort(), ProxyProtocolTests.SENDER, words));
    return new TcpLoadBalancer(ProxyProcess.start(directory, new InetSocketAddress("127.0.0.1", port),
        List.of(ReverseProxy.Kind.HAPROXY.path().toString(), "-db", "-f", "haproxy.cfg")));
  }

  /** What a client sees that sends this, {@code ADDRESS PORT}, a status or that it is closed. */
  String seen(String client, byte[]... parts) throws IOException {
    try (Sender sender = new Sender("127.0.0.1", process.address())) {
      String line = (client.contains(":") ? "TCP6 " + client + " ::1" : "TCP4 " + client + " 127.0.0.1") + " 40000 80";
      return sender.send(Sender.line(line), Sender.join(parts)).seen();
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
