package io.github.realip.containers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** HAProxy as a load balancer that forwards connections without a look at them. */
public final class TcpLoadBalancer {
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
        bind 127.0.0.1:%d%s
        default_backend server
      backend server
        %s
        server server 127.0.0.1:%d source %s %s
      """;

  private TcpLoadBalancer() {
  }

  /**
   * Starts it and returns when it listens.
   *
   * @param setup where it connects from and to; it listens somewhere on this machine
   * @param backend a line of HAProxy's for the backend, such as how it is checked
   * @param words what is said of the server, such as {@code send-proxy-v2}
   */
  public static ReverseProxy start(ReverseProxy.Setup setup, String backend, String words)
      throws IOException, InterruptedException {
    Path directory = ProxyProcess.directory("haproxy");
    Files.writeString(directory.resolve("haproxy.cfg"), CONFIGURATION.formatted(setup.listen().getPort(),
        setup.proxyProtocol() ? " accept-proxy" : "", backend, setup.server().getPort(), setup.from(), words));
    return ProxyProcess.start(directory, new InetSocketAddress("127.0.0.1", setup.listen().getPort()),
        List.of(ReverseProxy.Kind.HAPROXY.path().toString(), "-db", "-f", "haproxy.cfg"));
  }
}
