package io.github.realip.containers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs that forward TCP and say in the PROXY protocol who the client is, as their documentation has it. */
enum TcpProxy {
  /** nginx's module {@code stream}, which sends version 1. */
  NGINX("nginx", List.of(1)),
  /** Envoy. */
  ENVOY("envoy", List.of(1, 2)),
  /** Traefik, which connects from an address of the system's choice. */
  TRAEFIK("traefik", List.of(1, 2));

  private static final Path NGINX_MODULE = Path.of("/usr/lib/nginx/modules/ngx_stream_module.so");

  private final String program;
  private final List<Integer> versions;

  TcpProxy(String program, List<Integer> versions) {
    this.program = program;
    this.versions = versions;
  }

  /** The versions of the protocol that it can send. */
  List<Integer> versions() {
    return versions;
  }

  /**
   * Starts it and returns when it listens on 127.0.0.1.
   *
   * @param switched what switches the protocol on there, as the page about it has it
   * @param from where it connects from, if it can be told
   * @param port the server's
   */
  ReverseProxy start(String switched, String from, int port) throws IOException, InterruptedException {
    Path path = Installed.program(program);
    if (this == NGINX) {
      Installed.file(NGINX_MODULE, "nginx's module stream");
    }
    Path directory = ProxyProcess.directory(program);
    InetSocketAddress listen = new InetSocketAddress("127.0.0.1", Ports.free());
    return ProxyProcess.start(directory, listen, switch (this) {
      case NGINX -> {
        Files.writeString(directory.resolve("nginx.conf"), """
            load_module %s;
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log stderr;
            events { worker_connections 64; }
            stream {
              server {
                listen 127.0.0.1:%d;
                proxy_pass 127.0.0.1:%d;
                proxy_bind %s;
                %s
              }
            }
            """.formatted(NGINX_MODULE, listen.getPort(), port, from, switched));
        yield List.of(path.toString(), "-p", directory + "/", "-c", "nginx.conf");
      }
      case ENVOY -> {
        Files.writeString(directory.resolve("envoy.yaml"), """
            static_resources:
              listeners:
              - address: {socket_address: {address: 127.0.0.1, port_value: %d}}
                filter_chains:
                - filters:
                  - name: tcp
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                      stat_prefix: tcp
                      cluster: app
              clusters:
              - name: app
                upstream_bind_config: {source_address: {address: %s, port_value: 0}}
                load_assignment:
                  cluster_name: app
                  endpoints:
                  - lb_endpoints:
                    - endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: %d}}}
            """.formatted(listen.getPort(), from, port) + switched.indent(4));
        yield List.of(path.toString(), "--concurrency", "1", "--use-dynamic-base-id", "--log-level", "error",
            "-c", "envoy.yaml");
      }
      case TRAEFIK -> {
        Files.writeString(directory.resolve("tcp.yaml"), """
            tcp:
              routers:
                app: {rule: "HostSNI(`*`)", entryPoints: [tcp], service: app}
              services:
                app:
                  loadBalancer:
                    servers: [{address: "127.0.0.1:%d"}]
            """.formatted(port) + switched.indent(8));
        yield List.of(path.toString(), "--entrypoints.tcp.address=127.0.0.1:" + listen.getPort(),
            "--providers.file.filename=" + directory.resolve("tcp.yaml"));
      }
    });
  }
}
