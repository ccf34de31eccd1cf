package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** HAProxy with {@code option forwardfor}: it adds a second line when the request brought one. */
final class HaProxy {
  private static final String CONFIGURATION = """
      global
        maxconn 512
        tune.bufsize 65536
      defaults
        mode http
        timeout connect 10s
        timeout client 60s
        timeout server 60s
        option forwardfor
        http-reuse always
      frontend clients
        bind %s:%d%s
        default_backend server
      backend server
        server server %s:%d source %s
      """;

  private HaProxy() {
  }

  static ReverseProxy start(Path program, ReverseProxy.Setup setup) throws IOException, InterruptedException {
    Path directory = ProxyProcess.directory("haproxy");
    Files.writeString(directory.resolve("haproxy.cfg"), CONFIGURATION.formatted(
        setup.listen().getHostString(), setup.listen().getPort(), setup.proxyProtocol() ? " accept-proxy" : "",
        setup.server().getHostString(), setup.server().getPort(), setup.from()));
    return ProxyProcess.start(directory, setup.listen(),
        List.of(program.toString(), "-db", "-f", "haproxy.cfg"));
  }
}
