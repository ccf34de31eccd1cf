package io.github.realip.diagnose;

import java.util.Locale;

/** The ways in which a client's address is lost, one section of docs/kubernetes.md each. */
enum FindingKind {
  /** A node translated the client's address: {@code externalTrafficPolicy: Cluster}. */
  CLUSTER_SNAT,
  /** A load balancer, or a pod in its place, opens connections of its own and names no client. */
  FULL_NAT_LOAD_BALANCER,
  /** A mesh's sidecar hands every caller over from one address. */
  SIDECAR,
  /** The ingress names something in front of it as the client. */
  INGRESS_HIDES_CLIENT,
  /** A load balancer puts the PROXY protocol's bytes in front of requests, which the server cannot read then. */
  PROXY_PROTOCOL("proxy-protocol-to-the-application"),
  /** A proxy names clients but is not trusted. */
  UNTRUSTED_PROXY,
  /** A proxy is trusted but names no client. */
  TRUSTED_PROXY_WITHOUT_HEADER;

  private final String section;

  FindingKind() {
    this(null);
  }

  FindingKind(String section) {
    this.section = section;
  }

  /** Its name in log lines. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The anchor of its section in the page. */
  String section() {
    return section == null ? label() : section;
  }
}
