package io.github.realip.diagnose;

import io.github.realip.config.Configuration;
import io.github.realip.config.Key;
import io.github.realip.config.Preset;
import io.github.realip.config.Printable;
import io.github.realip.config.Setting;
import java.util.Collection;

/** Puts findings into words: what was seen, what it probably means, what to change. */
final class Wording {

  private static final int MOST_PROPOSED = 8;
  private static final int LONGEST_LIST = 100;
  private static final String IN_CLOUD = ", an address of carrier-grade NAT space";
  private static final String LOCAL = "set spec.externalTrafficPolicy: Local in the Service";

  private final boolean kubernetes;
  private final Configuration configuration;
  private final Collection<Evidence> all;
  private final FindingRules rules;

  /**
   * Words for one moment.
   *
   * @param all the evidence of which the piece to be worded is a part
   */
  Wording(boolean kubernetes, Configuration configuration, Collection<Evidence> all) {
    this.kubernetes = kubernetes;
    this.configuration = configuration;
    this.all = all;
    this.rules = new FindingRules(kubernetes);
  }

  /** The finding in one line; nothing in it comes from a header unchecked. */
  String line(FindingKind kind, Evidence seen) {
    switch (kind) {
      case CLUSTER_SNAT:
        return clusterSnat(seen);
      case FULL_NAT_LOAD_BALANCER:
        return fullNat(seen);
      case SIDECAR:
        return sidecar(seen);
      case INGRESS_HIDES_CLIENT:
        return ingressHidesClient(seen);
      case PROXY_PROTOCOL:
        return proxyProtocol(seen);
      case UNTRUSTED_PROXY:
        return untrustedProxy(seen);
      default:
        return trustedProxyWithoutHeader(seen);
    }
  }

  private String clusterSnat(Evidence peer) {
    String what = peer.place() == Place.GATEWAY ? ", the default gateway of this pod,"
        : peer.place() == Place.OVERLAY ? ", the zero address of a node's pod range,"
        : ", for many kinds of clients,";
    String cause = peer.place() == Place.PRIVATE
        ? "it is the address of a node (kubectl get nodes -o wide), which put it in the client's place"
            + " (externalTrafficPolicy: Cluster)"
        : "a node put its own address in the client's place (externalTrafficPolicy: Cluster)";
    String change = peer.hasHeaderSeldom() ? LOCAL + ", or send clients through an ingress"
        : LOCAL + " and trust the load balancer that is the peer then; do not trust " + peer.name()
            + ", with which clients from outside come too, unless a proxy on the node's own network (hostNetwork) is"
            + " all that comes from it";
    return line(FindingKind.CLUSTER_SNAT, counts(peer, what), cause, change);
  }

  private String fullNat(Evidence peer) {
    String what = peer.place() == Place.CLOUD ? IN_CLOUD + "," : ", for many kinds of clients,";
    String cause = peer.place() == Place.CLOUD
        ? "a load balancer that forwards TCP from its own address"
        : "a load balancer or a pod such as k3s ServiceLB, or a node (kubectl get nodes -o wide), that forwards"
            + " connections from its own address";
    return line(FindingKind.FULL_NAT_LOAD_BALANCER, counts(peer, what), cause,
        "use a load balancer that keeps the client's address, with spec.externalTrafficPolicy: Local in the Service; or"
            + " its HTTP listener, which sends X-Forwarded-For; or its PROXY protocol towards an ingress with"
            + " use-proxy-protocol");
  }

  private String sidecar(Evidence peer) {
    return line(FindingKind.SIDECAR, counts(peer, ", where a sidecar hands callers over,"),
        "a service mesh, whose sidecar is the peer of every request",
        "have clients come through the mesh's ingress gateway and only through it (AuthorizationPolicy), and then"
            + " trust " + peer.name() + " with -Drealip.trusted-hops=1; or let the sidecar keep addresses"
            + " (interceptionMode: TPROXY); calls inside the mesh carry no client address");
  }

  private String proxyProtocol(Evidence peer) {
    return line(FindingKind.PROXY_PROTOCOL,
        peer.requests() - peer.withHeader() + " of " + peer.requests() + " requests looked at came from " + peer.name()
            + " without any header, not even Host, as if the server could not read them (see the status in its access"
            + " log)",
        "a load balancer sends the PROXY protocol, or TLS, to a port that speaks plain HTTP",
        "switch the PROXY protocol off at the load balancer, or let an ingress read it (ingress-nginx:"
            + " use-proxy-protocol) and trust the ingress");
  }

  private String untrustedProxy(Evidence peer) {
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
    return line(FindingKind.UNTRUSTED_PROXY, seen, cause, change);
  }

  private String alternatives(Evidence peer) {
    if (peer.place() == Place.PUBLIC) {
      return "";
    }
    Preset cloud = EvidenceBook.presetOf(peer.address());
    String preset = cloud == null ? "" : "; or " + cloud.name() + " if that is your platform";
    return kubernetes
        ? preset + "; or dns:NAME of a headless Service of the proxies; but if it is the address of a node (kubectl get"
            + " nodes -o wide), trust nobody by it and " + LOCAL : preset;
  }

  /** All untrusted peers that behave like this one; for an ingress has several pods. */
  private String proposed(Evidence first) {
    StringBuilder names = new StringBuilder(first.name());
    int count = 1;
    for (Evidence each : all) {
      if (each != first && each.place() == first.place() && each.requests() >= Evidence.ENOUGH / 4
          && rules.isUntrustedProxy(each) && count++ < MOST_PROPOSED) {
        names.append(',').append(each.name());
      }
    }
    return names.toString();
  }

  private String trustedSoFar() {
    String value = configuration.setting(Key.TRUSTED_PROXIES).value().replaceAll("[\\s,]+", ",");
    return value.isEmpty() ? "" : (value.length() > LONGEST_LIST ? "LIST-SO-FAR" : Printable.escape(value)) + ",";
  }

  private String trustedProxyWithoutHeader(Evidence peer) {
    String change = peer.other() != null
        ? "if it is the proxy that writes " + peer.other() + ", set -D" + Key.HEADERS.property() + "=" + peer.other()
        : "make it add the header (nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; HAProxy: option"
            + " forwardfor), or set -D" + Key.HEADERS.property() + " to the one that it sends";
    return line(FindingKind.TRUSTED_PROXY_WITHOUT_HEADER, counts(peer, ", which is trusted,"),
        peer.other() != null ? "it sends " + peer.other() + " instead"
            : "it forwards TCP, or is not told to name its clients", change);
  }

  private String ingressHidesClient(Evidence client) {
    boolean translated = client.isNode();
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
    return line(FindingKind.INGRESS_HIDES_CLIENT, seen, cause, change);
  }

  private static String line(FindingKind kind, String evidence, String cause, String change) {
    return kind.label() + ": " + evidence + "; likely cause: " + cause + "; change: " + change
        + "; see docs/kubernetes.md#" + kind.section();
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
