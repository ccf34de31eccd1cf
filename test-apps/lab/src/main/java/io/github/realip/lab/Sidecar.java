package io.github.realip.lab;

/** A mesh's sidecar in the pod: it takes what arrives and connects to the application from an address of its own. */
final class Sidecar {
  /** Where it listens. */
  static final int PORT = 15006;

  private Sidecar() {
  }

  /** Only one port is taken, so that the same pod can be reached without the sidecar. */
  static String rules() {
    return "*nat\n-A PREROUTING -p tcp --dport " + App.MESH_PORT + " -j REDIRECT --to-ports " + PORT + "\nCOMMIT\n";
  }

  /** HAProxy in Envoy's place. */
  static String configuration() {
    return """
        defaults
          mode http
          timeout connect 5s
          timeout client 60s
          timeout server 60s
          http-reuse always
        listen inbound
          bind :::%d v4v6
          server app 127.0.0.1:%d source %s
        """.formatted(PORT, App.PORT, Host.SIDECAR.address(Family.IPV4));
  }
}
