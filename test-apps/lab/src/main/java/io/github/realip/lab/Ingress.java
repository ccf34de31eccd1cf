package io.github.realip.lab;

import io.github.realip.containers.Nginx;
import java.util.List;
import java.util.Locale;

/** nginx with the lines of ingress-nginx: upstreams by name of the host, kept alive and shared by all clients. */
final class Ingress {
  /** A module of nginx that ingress-nginx has and uses. */
  static final String HEADERS_MORE = "/usr/lib/nginx/modules/ngx_http_headers_more_filter_module.so";

  private Ingress() {
  }

  static String configuration(List<App> apps) {
    StringBuilder text = new StringBuilder("load_module " + HEADERS_MORE + ";\nuser root;\n")
        .append(Nginx.PREAMBLE);
    for (Family family : Family.values()) {
      for (IngressConfig.Target target : IngressConfig.Target.values()) {
        for (App app : apps) {
          text.append("upstream ").append(target.upstream(app, family)).append(" { server ")
              .append(target.address(app, family)).append("; keepalive 320; }\n");
        }
        text.append("map $http_host $").append(target.name().toLowerCase(Locale.ROOT)).append('_')
            .append(family.toString().toLowerCase(Locale.ROOT)).append(" {\n");
        apps.forEach(app -> text.append(app.hostName()).append(' ').append(target.upstream(app, family))
            .append(";\n"));
        text.append("}\n");
      }
    }
    return text.append(IngressConfig.servers()).append("}\n").toString();
  }
}
