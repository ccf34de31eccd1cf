package io.github.realip.lab;

import java.util.Locale;

/** The Services that every application has, one for each way that people expose one. */
enum Exposure {
  /** NodePort, and the cluster's own address, with the default policy. */
  CLUSTER(false, null, App.PORT),
  /** NodePort with {@code externalTrafficPolicy: Local}. */
  LOCAL(true, null, App.PORT),
  /** LoadBalancer with {@code externalTrafficPolicy: Local}. */
  BALANCED_LOCAL(true, Vip.LOCAL, App.PORT),
  /** LoadBalancer with the default policy. */
  BALANCED_CLUSTER(false, Vip.CLUSTER, App.PORT),
  /** As {@link #LOCAL}, for a pod with a sidecar. */
  MESH(true, null, App.MESH_PORT);

  /** The port at the cluster's own address. */
  static final int PORT = 80;
  private static final int FIRST_NODE_PORT = 30000;
  private static final int FIRST_BALANCED_PORT = 8000;
  private static final int FIRST_ADDRESS = 10;

  private final boolean local;
  private final Vip vip;
  private final int targetPort;

  Exposure(boolean local, Vip vip, int targetPort) {
    this.local = local;
    this.vip = vip;
    this.targetPort = targetPort;
  }

  int nodePort(App app) {
    return FIRST_NODE_PORT + 100 * ordinal() + app.index();
  }

  /** The port at the load balancer. */
  static int balancedPort(App app) {
    return FIRST_BALANCED_PORT + app.index();
  }

  String clusterIp(App app, Family family) {
    return (family == Family.IPV4 ? "10.96." + ordinal() + "." : "fd00:96:" + ordinal() + "::")
        + (FIRST_ADDRESS + app.index());
  }

  Service of(App app, Family family) {
    String portName = "default/" + app.name() + "-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ":http";
    return new Service(portName, local, clusterIp(app, family), nodePort(app), vip == null ? "" : vip.address(family),
        vip == null ? PORT : balancedPort(app), app.address(family), targetPort, Host.NODE1);
  }
}
