package io.github.realip.diagnose;

import io.github.realip.config.Configuration;
import io.github.realip.config.Key;
import io.github.realip.config.Preset;
import io.github.realip.config.Printable;
import io.github.realip.config.Setting;
import java.util.Collection;

/** Concludes from evidence; each rule is a row of the table in docs/diagnosis.md. */
final class FindingRules {

  private static final int MOST_PROPOSED = 8;
  private static final int LONGEST_LIST = 100;
  private static final String IN_CLOUD = ", an address of carrier-grade NAT space";
  private static final String LOCAL = "set spec.externalTrafficPolicy: Local in the Service";

  private final Surroundings surroundings;
  private final Configuration configuration;
  private final Collection<Evidence> all;

  /**
   * Rules for one moment.
   *
   * @param all the evidence of which the piece to be examined is a part
   */
  FindingRules(Surroundings surroundings, Configuration configuration, Collection<Evidence> all) {
    this.surroundings = surroundings;
    this.configuration = configuration;
    this.all = all;
  }

  /** What this piece of evidence proves, or {@code null} if nothing. */
  Finding examine(Evidence seen) {
    if (seen.requests() < Evidence.ENOUGH || !seen.isUse()) {
      return null;
    }
    switch (seen.role()) {
      case PEER:
        return ofPeer(seen);
      case BARE_PEER:
        return seen.hasHeaderHardlyEver() && seen.isBurst() ? proxyProtocol(seen) : null;
      default:
        return ofClient(seen);
    }
  }

  private Finding ofPeer(Evidence peer) {
    if (isUntrustedProxy(peer)) {
      return untrustedProxy(peer);
    }
    switch (peer.place()) {
      case GATEWAY:
      case OVERLAY:
        return surroundings.isKubernetes() && !(peer.isNamed() && !peer.hasHeaderSeldom()) ? clusterSnat(peer) : null;
      case SIDECAR:
        return surroundings.isKubernetes() && !(peer.isTrusted() && !peer.hasHeaderSeldom()) ? sidecar(peer) : null;
      case CLOUD:
        return peer.hasHeaderSeldom() ? fullNat(peer) : null;
      default:
        break;
    }
    if (peer.isTrusted()) {
      boolean expected = peer.isNamed() || peer.isManyClients();
      return expected && peer.hasHeaderHardlyEver() ? trustedProxyWithoutHeader(peer) : null;
    }
    if (!peer.isManyClients() || !peer.hasHeaderSeldom()) {
      return null; // one program in the cluster or in the house, which is the client itself
    }
    switch (peer.place()) {
      case PRIVATE:
        return surroundings.isKubernetes() ? clusterSnat(peer) : fullNat(peer);
      case POD:
        return fullNat(peer);
      case LOOPBACK:
        return surroundings.isKubernetes() ? sidecar(peer) : null;
      default:
        return null;
    }
  }

  private Finding ofClient(Evidence client) {
    if (!surroundings.isKubernetes()) {
      return null;
    }
    boolean translated = client.place() == Place.GATEWAY || client.place() == Place.OVERLAY
        || Surroundings.isGatewayOf(client.proxy(), client.address());
    boolean isProxy = translated || client.place() == Place.CLOUD || client.isNamed();
    return isProxy || client.isManyClients() ? ingressHidesClient(client, translated) : null;
  }

  private boolean isUntrustedProxy(Evidence peer) {
    boolean standsForOthers = surroundings.isKubernetes()
        && (peer.place() == Place.GATEWAY || peer.place() == Place.OVERLAY || peer.place() == Place.SIDECAR);
    return peer.role() == Evidence.Role.PEER && !peer.isTrusted() && !standsForOthers
        && (peer.hasHeaderAlways() || peer.other() != null);
  }

  private Finding clusterSnat(Evidence peer) {
    String what = peer.place() == Place.GATEWAY ? ", the default gateway of this pod,"
        : peer.place() == Place.OVERLAY ? ", the zero address of a node's pod range,"
        : " from many kinds of clients,";
    String cause = peer.place() == Place.PRIVATE
        ? "it is the address of a node (kubectl get nodes -o wide), which put it in the client's place"
            + " (externalTrafficPolicy: Cluster)"
        : "a node put its own address in the client's place (externalTrafficPolicy: Cluster)";
    String change = peer.hasHeaderSeldom() ? LOCAL + ", or send clients through an ingress"
        : LOCAL + " and trust the load balancer that is the peer then; do not trust " + peer.name()
            + ", with which clients from outside come too, unless a proxy on the node's own network (hostNetwork) is"
            + " all that comes from it";
    return new Finding(FindingKind.CLUSTER_SNAT, counts(peer, what), cause, change);
  }

  private Finding fullNat(Evidence peer) {
    String what = peer.place() == Place.CLOUD ? IN_CLOUD + "," : " from many kinds of clients,";
    String cause = peer.place() == Place.CLOUD
        ? "a load balancer that forwards TCP from its own address"
        : "a load balancer or a pod such as k3s ServiceLB, or a node (kubectl get nodes -o wide), that forwards"
            + " connections from its own address";
    return new Finding(FindingKind.FULL_NAT_LOAD_BALANCER, counts(peer, what), cause,
        "use a load balancer that keeps the client's address, with spec.externalTrafficPolicy: Local in the Service; or"
            + " its HTTP listener, which sends X-Forwarded-For; or its PROXY protocol towards an ingress with"
            + " use-proxy-protocol");
  }

  private Finding sidecar(Evidence peer) {
    return new Finding(FindingKind.SIDECAR, counts(peer, ", where a sidecar hands callers over,"),
        "a service mesh, whose sidecar is the peer of every request",
        "have clients come through the mesh's ingress gateway and only through it (AuthorizationPolicy), and then"
            + " trust " + peer.name() + " with -Drealip.trusted-hops=1; or let the sidecar keep addresses"
            + " (interceptionMode: TPROXY); calls inside the mesh carry no client address");
  }

  private Finding proxyProtocol(Evidence peer) {
    return new Finding(FindingKind.PROXY_PROTOCOL,
        peer.requests() - peer.withHeader() + " of " + peer.requests() + " requests looked at came from " + peer.name()
            + " without any header, not even Host, as if the server could not read them (see the status in its access"
            + " log)",
        "a load balancer sends the PROXY protocol, or TLS, to a port that speaks plain HTTP",
        "switch the PROXY protocol off at the load balancer, or let an ingress read it (ingress-nginx:"
            + " use-proxy-protocol) and trust the ingress");
  }

  private Finding untrustedProxy(Evidence peer) {
    boolean configured = peer.hasHeaderAlways();
    String header = configured ? configuredHeader() : peer.other();
    String sender = peer.place() == Place.PUBLIC ? "machines of " + peer.name() : peer.name();
    String seen = sender + ", not trusted, sent " + header + (configured ? "" : ", which is not configured,") + " in "
        + (configured ? peer.withHeader() : peer.requests()) + " of " + peer.requests() + " requests looked at";
    Setting list = configuration.setting(Key.TRUSTED_PROXIES);
    String cause = "it is your proxy, and "
        + (list.value().isEmpty() ? "realip.trusted-proxies is empty" : "the " + list.origin() + " lacks it");
    String value = "=" + trustedSoFar() + proposed(peer);
    String change = "if so, set -D" + Key.TRUSTED_PROXIES.property() + value
        + (configured ? "" : " -D" + Key.HEADERS.property() + "=" + header)
        + " (or " + Key.TRUSTED_PROXIES.environmentVariable() + value + ")" + alternatives(peer);
    return new Finding(FindingKind.UNTRUSTED_PROXY, seen, cause, change);
  }

  private String alternatives(Evidence peer) {
    if (peer.place() == Place.PUBLIC) {
      return "";
    }
    Preset cloud = EvidenceBook.presetOf(peer.address());
    String preset = cloud == null ? "" : "; or " + cloud.name() + " if that is your platform";
    return surroundings.isKubernetes()
        ? preset + "; or dns:NAME of a headless Service of the proxies; but if it is the address of a node (kubectl get"
            + " nodes -o wide), trust nobody by it and " + LOCAL : preset;
  }

  /** All untrusted peers that behave like this one; for an ingress has several pods. */
  private String proposed(Evidence first) {
    StringBuilder names = new StringBuilder(first.name());
    int count = 1;
    for (Evidence each : all) {
      if (each != first && each.place() == first.place() && each.requests() >= Evidence.ENOUGH / 4
          && isUntrustedProxy(each) && count++ < MOST_PROPOSED) {
        names.append(',').append(each.name());
      }
    }
    return names.toString();
  }

  private String trustedSoFar() {
    String value = configuration.setting(Key.TRUSTED_PROXIES).value().replaceAll("[\\s,]+", ",");
    return value.isEmpty() ? "" : (value.length() > LONGEST_LIST ? "LIST-SO-FAR" : Printable.escape(value)) + ",";
  }

  private Finding trustedProxyWithoutHeader(Evidence peer) {
    String change = peer.other() != null
        ? "if it is the proxy that writes " + peer.other() + ", set -D" + Key.HEADERS.property() + "=" + peer.other()
        : "make it add the header (nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; HAProxy: option"
            + " forwardfor), or set -D" + Key.HEADERS.property() + " to the one that it sends";
    return new Finding(FindingKind.TRUSTED_PROXY_WITHOUT_HEADER, counts(peer, ", which is trusted,"),
        peer.other() != null ? "it sends " + peer.other() + " instead"
            : "it forwards TCP, or is not told to name its clients", change);
  }

  private Finding ingressHidesClient(Evidence client, boolean translated) {
    String seen = "in " + client.requests() + " requests looked at, " + configuredHeader() + " from the trusted proxy "
        + client.proxy() + " named " + client.name() + " as the client"
        + (translated ? ", a node's address on the pod network"
            : client.place() == Place.CLOUD ? IN_CLOUD
            : client.isNamed() ? ", which is a trusted proxy itself" : ", for many kinds of clients");
    String cause = translated ? "a node put its own address in the client's place before the ingress saw it"
        : "the ingress names the load balancer in front of it as the client";
    String ingress = "let the ingress learn the client from the load balancer (ingress-nginx: use-forwarded-headers"
        + " with proxy-real-ip-cidr for an HTTP listener, use-proxy-protocol for a TCP listener that sends it)";
    String change = translated ? "set spec.externalTrafficPolicy: Local in the Service of the ingress"
        : client.isNamed() || client.place() == Place.CLOUD ? ingress
        : ingress + "; if it is a node's address, set spec.externalTrafficPolicy: Local in the Service of the ingress";
    return new Finding(FindingKind.INGRESS_HIDES_CLIENT, seen, cause, change);
  }

  private String counts(Evidence peer, String what) {
    int without = peer.requests() - peer.withHeader();
    boolean headless = peer.hasHeaderSeldom();
    return (headless ? without : peer.withHeader()) + " of " + peer.requests() + " requests looked at came from "
        + peer.name() + what + (headless ? " without " : " with ") + configuredHeader();
  }

  private String configuredHeader() {
    return Printable.escape(configuration.setting(Key.HEADERS).value().split("[,=]")[0].trim());
  }
}
