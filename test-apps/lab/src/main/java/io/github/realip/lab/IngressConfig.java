package io.github.realip.lab;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * ingress-nginx with a certain ConfigMap: the lines about addresses that its own template writes for it.
 *
 * <p>Every one of them is a server of its own in the ingress pod, with Services of its own.
 */
public enum IngressConfig {
  /** As it comes. */
  DEFAULTS("", "$remote_addr", Target.POD),
  /** The annotation {@code service-upstream}: through the Service instead of straight to the pod. */
  SERVICE_UPSTREAM("", "$remote_addr", Target.SERVICE),
  /** To pods with a sidecar. */
  MESH("", "$remote_addr", Target.SIDECAR),
  /** {@code use-forwarded-headers}. */
  FORWARDED_HEADERS(realIp("X-Forwarded-For", "0.0.0.0/0"), "$remote_addr", Target.POD),
  /** {@code use-forwarded-headers} and {@code proxy-real-ip-cidr}: the load balancer's network. */
  REAL_IP_CIDR(realIp("X-Forwarded-For", "100.64.0.0/24", "fd00:64::/64"), "$remote_addr", Target.POD),
  /** {@code use-forwarded-headers} and {@code compute-full-forwarded-for}. */
  FULL(realIp("X-Forwarded-For", "0.0.0.0/0"), "$full_x_forwarded_for", Target.POD),
  /** {@code use-proxy-protocol}. */
  PROXY_PROTOCOL(realIp("proxy_protocol", "0.0.0.0/0"), "$remote_addr", Target.POD),
  /** {@code use-proxy-protocol}, {@code use-forwarded-headers} and {@code compute-full-forwarded-for}. */
  PROXY_PROTOCOL_FULL("""
      more_set_input_headers "X-Forwarded-For-Proxy-Protocol: $proxied_forwarded_for";
      """ + realIp("X-Forwarded-For-Proxy-Protocol", "0.0.0.0/0"), "$full_x_forwarded_for_proxy_protocol", Target.POD);

  /** What the names in the servers stand for. */
  private static final String MAPS = """
      map $http_x_forwarded_for $full_x_forwarded_for {
        default "$http_x_forwarded_for, $realip_remote_addr";
        '' "$realip_remote_addr";
      }
      map $http_x_forwarded_for $full_x_forwarded_for_proxy_protocol {
        default "$http_x_forwarded_for, $proxy_protocol_addr";
        '' "$proxy_protocol_addr";
      }
      geo $proxy_protocol_addr $trusted_proxy {
        0.0.0.0/0 1;
      }
      map $trusted_proxy $proxied_forwarded_for {
        default $proxy_protocol_addr;
        1 $http_x_forwarded_for;
      }
      """;

  /** Where an ingress sends requests. */
  enum Target {
    /** To the pod. */
    POD,
    /** To the Service. */
    SERVICE,
    /** To the pod's sidecar. */
    SIDECAR;

    String address(App app, Family family) {
      return this == SERVICE
          ? family.socket(Exposure.CLUSTER.clusterIp(app, family), Exposure.PORT)
          : family.socket(app.address(family), this == SIDECAR ? App.MESH_PORT : App.PORT);
    }

    /** The upstream block's name. */
    String upstream(App app, Family family) {
      return app.name() + "-" + name().toLowerCase(Locale.ROOT) + "-" + family;
    }
  }

  private static final int FIRST_PORT = 9000;
  private static final int FIRST_NODE_PORT = 31000;
  private static final int FIRST_CLUSTER_NODE_PORT = 31100;

  private final String realIp;
  private final String forwardedFor;
  private final Target target;

  IngressConfig(String realIp, String forwardedFor, Target target) {
    this.realIp = realIp;
    this.forwardedFor = forwardedFor;
    this.target = target;
  }

  private static String realIp(String header, String... proxies) {
    return Stream.of(proxies).map(proxy -> "set_real_ip_from " + proxy + ";\n").collect(Collectors.joining())
        + "real_ip_header " + header + ";\nreal_ip_recursive on;\n";
  }

  /** The port in the ingress pod, and at the load balancer that keeps addresses. */
  public int port() {
    return FIRST_PORT + ordinal();
  }

  /** The NodePort with {@code externalTrafficPolicy: Local}. */
  int nodePort() {
    return FIRST_NODE_PORT + ordinal();
  }

  /** The NodePort with the default policy. */
  int clusterNodePort() {
    return FIRST_CLUSTER_NODE_PORT + ordinal();
  }

  List<Service> services(Family family) {
    return List.of(service(family, true), service(family, false));
  }

  String clusterIp(Family family) {
    return service(family, true).clusterIp();
  }

  private Service service(Family family, boolean local) {
    String name = "ingress-nginx/controller-" + ordinal() + (local ? "-local" : "-cluster") + ":http";
    int subnet = local ? 100 : 101;
    String clusterIp = (family == Family.IPV4 ? "10.96." + subnet + "." : "fd00:96:" + subnet + "::")
        + (10 + ordinal());
    return new Service(name, local, clusterIp, local ? nodePort() : clusterNodePort(), "", Exposure.PORT,
        Host.INGRESS.address(family), port(), Host.NODE2);
  }

  /**
   * nginx's servers, one a configuration and family, on ports from 9000 on in the order of this enum. They hand on to
   * {@code $pod_ipv4}, {@code $service_ipv6} and so on: upstreams that are to be chosen by the host's name.
   */
  public static String servers() {
    StringBuilder text = new StringBuilder(MAPS);
    for (Family family : Family.values()) {
      for (IngressConfig config : values()) {
        text.append(config.server(family));
      }
    }
    return text.toString();
  }

  private String server(Family family) {
    String listen = family == Family.IPV4 ? String.valueOf(port()) : "[::]:" + port() + " ipv6only=on";
    return """
        server {
        listen %s%s;
        %slocation / {
        proxy_pass http://$%s_%s;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Request-ID $request_id;
        proxy_set_header X-Real-IP $remote_addr;
        proxy_set_header X-Forwarded-For %s;
        proxy_set_header X-Forwarded-Host $http_host;
        proxy_set_header X-Forwarded-Port $server_port;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header X-Forwarded-Scheme $scheme;
        proxy_set_header X-Scheme $scheme;
        proxy_set_header X-Original-Forwarded-For $http_x_forwarded_for;
        proxy_set_header Proxy "";
        }
        }
        """.formatted(listen, name().startsWith("PROXY_PROTOCOL") ? " proxy_protocol" : "", realIp,
        target.name().toLowerCase(Locale.ROOT), family.toString().toLowerCase(Locale.ROOT), forwardedFor);
  }
}
