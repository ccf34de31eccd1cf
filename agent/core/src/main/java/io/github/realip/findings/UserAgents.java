package io.github.realip.findings;

import java.util.List;

/** What can be told from {@code User-Agent}: whether a request is a health check, and how many kinds of clients ask. */
final class UserAgents {

  /** Those who ask for their own sake; they come from a node or a load balancer itself and hide nobody. */
  private static final String[] MONITORS = {
    "kube-probe/", "ELB-HealthChecker/", "GoogleHC/", "Google-Cloud-Scheduler", "Envoy/HC", "Edge Health Probe",
    "Load Balancer Agent", "Consul Health Check", "SLBHealthCheck", "clb-healthcheck", "HAProxy", "Prometheus/",
    "Blackbox Exporter/", "Datadog", "Go-http-client/", "Wget"};

  private UserAgents() {
  }

  /** Whether a request hides no client: a known monitor's, or one without the header, as most health checks are. */
  static boolean isMonitor(List<String> lines) {
    if (lines.isEmpty()) {
      return true;
    }
    for (String monitor : MONITORS) {
      if (lines.get(0).startsWith(monitor)) {
        return true;
      }
    }
    return false;
  }

  /** One of 64 bits for the text; many different bits are many different kinds of clients. */
  static long bit(List<String> lines) {
    int hash = lines.get(0).hashCode();
    return 1L << (hash ^ hash >>> 16 ^ hash >>> 6);
  }
}
