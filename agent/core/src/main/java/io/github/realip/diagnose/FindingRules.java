package io.github.realip.diagnose;

/** Concludes from evidence; docs/diagnosis.md has these rules in words. */
final class FindingRules {

  private final boolean kubernetes;

  /**
   * Rules for a place.
   *
   * @param kubernetes whether it is a pod; elsewhere no node translates and no ingress hides
   */
  FindingRules(boolean kubernetes) {
    this.kubernetes = kubernetes;
  }

  /** What this piece of evidence proves, or {@code null} if nothing. */
  FindingKind examine(Evidence seen) {
    if (seen.requests() < Evidence.ENOUGH || !seen.isUse()) {
      return null;
    }
    switch (seen.role()) {
      case PEER:
        return ofPeer(seen);
      case BARE_PEER:
        return seen.hasHeaderHardlyEver() && seen.isBurst() ? FindingKind.PROXY_PROTOCOL : null;
      default:
        return kubernetes && (seen.isProxyOrNode() || seen.isManyClients()) ? FindingKind.INGRESS_HIDES_CLIENT : null;
    }
  }

  private FindingKind ofPeer(Evidence peer) {
    if (isUntrustedProxy(peer)) {
      return FindingKind.UNTRUSTED_PROXY;
    }
    boolean trustedWithHeader = peer.isTrusted() && !peer.hasHeaderSeldom();
    switch (peer.place()) {
      case GATEWAY: // a range does not cover it, so whoever trusts it means it
        return kubernetes && !trustedWithHeader ? FindingKind.CLUSTER_SNAT : null;
      case OVERLAY:
        return kubernetes && !(trustedWithHeader && peer.isNamed()) ? FindingKind.CLUSTER_SNAT : null;
      case SIDECAR:
        return kubernetes && !trustedWithHeader ? FindingKind.SIDECAR : null;
      case CLOUD:
        return peer.hasHeaderSeldom() ? FindingKind.FULL_NAT_LOAD_BALANCER : null;
      default:
        return peer.isTrusted() ? ofTrustedPeer(peer) : ofUntrustedPeer(peer);
    }
  }

  private static FindingKind ofTrustedPeer(Evidence peer) {
    boolean isProxy = peer.isNamed() || peer.isManyClients(); // a trusted range may have plain clients in it, too
    return isProxy && peer.hasHeaderHardlyEver() ? FindingKind.TRUSTED_PROXY_WITHOUT_HEADER : null;
  }

  private FindingKind ofUntrustedPeer(Evidence peer) {
    if (!peer.isManyClients() || !peer.hasHeaderSeldom()) {
      return null; // one program in the cluster or in the house, which is the client itself
    }
    switch (peer.place()) {
      case PRIVATE:
        return kubernetes ? FindingKind.CLUSTER_SNAT : FindingKind.FULL_NAT_LOAD_BALANCER;
      case POD:
        return FindingKind.FULL_NAT_LOAD_BALANCER;
      case LOOPBACK:
        return kubernetes ? FindingKind.SIDECAR : null;
      default:
        return null;
    }
  }

  /** Whether a peer sends the header in every request, and is not an address with which anybody may come. */
  boolean isUntrustedProxy(Evidence peer) {
    boolean standsForAnybody = kubernetes
        && (peer.place() == Place.GATEWAY || peer.place() == Place.OVERLAY || peer.place() == Place.SIDECAR);
    return peer.role() == Evidence.Role.PEER && !peer.isTrusted() && !standsForAnybody
        && (peer.hasHeaderAlways() || peer.other() != null);
  }
}
