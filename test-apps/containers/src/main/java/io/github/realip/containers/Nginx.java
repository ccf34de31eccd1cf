package io.github.realip.containers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nginx as its documentation sets up a proxy: it appends the client to the line that the request brought. */
public final class Nginx {
  /** Where every configuration begins: in the foreground, its files in its own directory. It ends within http. */
  public static final String PREAMBLE = """
      daemon off;
      master_process off;
      pid nginx.pid;
      error_log stderr;
      events { worker_connections 512; }
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
      """;
  private static final String CONFIGURATION = PREAMBLE + """
        large_client_header_buffers 4 64k;
        upstream server { server %s; keepalive 16; }
        server {
          listen %s;
          %s
          location / {
            proxy_pass http://server;
            proxy_bind %s;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
          }
        }
      }
      """;

  private Nginx() {
  }

  static ReverseProxy start(Path program, ReverseProxy.Setup setup) throws IOException, InterruptedException {
    Path directory = ProxyProcess.directory("nginx");
    Files.writeString(directory.resolve("nginx.conf"), CONFIGURATION.formatted(
        text(setup.server()),
        text(setup.listen()) + (setup.proxyProtocol() ? " proxy_protocol" : ""),
        setup.proxyProtocol() ? "set_real_ip_from 0.0.0.0/0; real_ip_header proxy_protocol;" : "",
        setup.from()));
    return ProxyProcess.start(directory, setup.listen(),
        List.of(program.toString(), "-p", directory + "/", "-c", "nginx.conf"));
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }
}
