package io.github.realip.lab;

import java.util.Locale;

/** Where the client sends its request to. */
enum Route {
  /** To the pod's own address. */
  POD,
  /** To the pod's own address, where a sidecar takes it. */
  SIDECAR,
  /** To the Service's address inside the cluster. */
  CLUSTER_IP,
  /** To the first node's NodePort, default policy. */
  NODE1_CLUSTER,
  /** To the other node's NodePort, default policy. */
  NODE2_CLUSTER,
  /** To the first node's NodePort, policy Local. */
  NODE1_LOCAL,
  /** To the other node's NodePort, policy Local. */
  NODE2_LOCAL,
  /** To the first node's NodePort, policy Local, of a pod with a sidecar. */
  NODE1_SIDECAR,
  /** To a LoadBalancer Service, policy Local. */
  BALANCED_LOCAL,
  /** To a LoadBalancer Service, default policy. */
  BALANCED_CLUSTER,
  /** To a load balancer that keeps the client's address. */
  KEEPING,
  /** To a {@link Listener}. */
  HTTP_TO_LOCAL,
  /** To a {@link Listener}. */
  HTTP_TO_CLUSTER,
  /** To a {@link Listener}. */
  HTTP_6_TO_4,
  /** To a {@link Listener}. */
  TCP,
  /** To a {@link Listener}. */
  PROXY_V1,
  /** To a {@link Listener}. */
  PROXY_V2,
  /** To a {@link Listener}. */
  PROXY_V2_TO_CLUSTER,
  /** To the host port of k3s ServiceLB. */
  SVCLB,
  /** To a load balancer that keeps the client's address, then an ingress. */
  KEEPING_INGRESS,
  /** To a {@link Listener}, then an ingress. */
  HTTP_TO_INGRESS,
  /** To a {@link Listener}, then an ingress. */
  TCP_TO_INGRESS,
  /** To a {@link Listener}, then an ingress. */
  PROXY_V1_TO_INGRESS,
  /** To a {@link Listener}, then an ingress. */
  PROXY_V2_TO_INGRESS,
  /** To the ingress's NodePort, default policy. */
  INGRESS_CLUSTER,
  /** To the host port of k3s ServiceLB, then an ingress. */
  SVCLB_INGRESS;

  static Route named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Whether what arrives at the application begins with what an HTTP server cannot read. */
  boolean sendsProxyProtocol() {
    return this == PROXY_V1 || this == PROXY_V2 || this == PROXY_V2_TO_CLUSTER;
  }

  /** The address and port to connect to. */
  String socket(App app, IngressConfig ingress, Family family) {
    return switch (this) {
      case POD -> family.socket(app.address(family), App.PORT);
      case SIDECAR -> family.socket(app.address(family), App.MESH_PORT);
      case CLUSTER_IP -> family.socket(Exposure.CLUSTER.clusterIp(app, family), Exposure.PORT);
      case NODE1_CLUSTER -> node(Host.NODE1, Exposure.CLUSTER, app, family);
      case NODE2_CLUSTER -> node(Host.NODE2, Exposure.CLUSTER, app, family);
      case NODE1_LOCAL -> node(Host.NODE1, Exposure.LOCAL, app, family);
      case NODE2_LOCAL -> node(Host.NODE2, Exposure.LOCAL, app, family);
      case NODE1_SIDECAR -> node(Host.NODE1, Exposure.MESH, app, family);
      case BALANCED_LOCAL -> family.socket(Vip.LOCAL.address(family), Exposure.balancedPort(app));
      case BALANCED_CLUSTER -> family.socket(Vip.CLUSTER.address(family), Exposure.balancedPort(app));
      case KEEPING -> family.socket(Vip.KEEPING.address(family), Exposure.balancedPort(app));
      case KEEPING_INGRESS -> family.socket(Vip.KEEPING_INGRESS.address(family), ingress.port());
      case INGRESS_CLUSTER -> family.socket(Host.NODE2.address(family), ingress.clusterNodePort());
      case SVCLB -> family.socket(Host.NODE2.address(family), ServiceLb.port(app));
      case SVCLB_INGRESS -> family.socket(Host.NODE2.address(family), ServiceLb.port(ingress));
      default -> family.socket(Vip.PROXY.address(family),
          Listener.valueOf(name()).port(ingress != null ? ingress.ordinal() : app.index()));
    };
  }

  private static String node(Host node, Exposure exposure, App app, Family family) {
    return family.socket(node.address(family), exposure.nodePort(app));
  }
}
