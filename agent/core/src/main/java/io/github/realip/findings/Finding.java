package io.github.realip.findings;

import io.github.realip.config.Key;
import io.github.realip.config.Preset;
import io.github.realip.config.Printable;
import io.github.realip.findings.PeerStatistics.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The ways in which a client's address is lost. Each is a class of its own: when it holds, what was seen, what that
 * probably means, and what to change; and each has a section of its name in docs/diagnosis.md. Of several that hold the
 * first is said.
 */
enum Finding {

  /** A proxy names clients but is not trusted. */
  UNTRUSTED_PROXY {
    @Override
    boolean holds(PeerStatistics peer, View view) {
      boolean standsForAnybody = view.isKubernetes() && (peer.kind() == AddressKind.GATEWAY
          || peer.kind() == AddressKind.OVERLAY || peer.kind() == AddressKind.SIDECAR);
      return peer.role() == Role.PEER && !peer.isTrusted() && !standsForAnybody
          && (peer.namesClientAlways() || peer.other() != null);
    }

    @Override
    boolean isAboutUnknownPeers() {
      return true;
    }

    @Override
    String seen(PeerStatistics peer, View view) {
      StringBuilder seen = new StringBuilder();
      for (PeerStatistics each : view.alike(this, peer)) {
        String sender = each.kind() == AddressKind.PUBLIC ? "machines of " + each.name() : each.name();
        int requests = each.other() == null ? each.naming() : each.requests();
        seen.append(seen.length() == 0 ? sender + ", not trusted, sent " + header(peer, view) + " in "
            : "; " + sender + " in ").append(requests).append(" of ").append(each.requests())
            .append(" requests looked at");
      }
      return seen.toString();
    }

    private String header(PeerStatistics peer, View view) {
      return peer.other() == null ? view.header() : peer.other() + ", which is not configured,";
    }

    @Override
    String cause(PeerStatistics peer, View view) {
      return "it is your proxy, and " + view.trustedList() + view.names(peer.address())
          + "; or it is a client that writes the header itself";
    }

    @Override
    String change(PeerStatistics peer, View view) {
      String set = view.trust(join(addresses(peer, view))) + " if ";
      String header = peer.other() == null ? "" : ", and " + otherHeader(peer, view);
      if (peer.kind() == AddressKind.PUBLIC) {
        return set + "your clients come through it" + header + "; else leave it untrusted";
      }
      return view.isKubernetes()
          ? "find out whose address it is (kubectl get pods,nodes -A -o wide); " + set + "it is your ingress's"
              + place(peer, view) + header + "; do not trust a node's, but " + LOCAL
              + "; leave anything else untrusted"
          : "find out whose address it is; " + set + "it is your proxy's" + place(peer, view) + header
              + "; leave anything else untrusted";
    }

    /** What to write in place of an address that may be another one tomorrow. */
    private String place(PeerStatistics peer, View view) {
      Preset cloud = StatisticsWindow.presetOf(peer.address());
      if (cloud != null && peer.kind() != AddressKind.PUBLIC) {
        return " (or " + cloud.name() + ", if that is your platform)";
      }
      return view.isKubernetes() && peer.kind() == AddressKind.POD
          ? " (or dns:NAME of a headless Service: pods change their addresses)" : "";
    }

    @Override
    List<String> addresses(PeerStatistics peer, View view) {
      List<String> names = new ArrayList<String>();
      for (PeerStatistics each : view.alike(this, peer)) {
        names.add(each.name());
      }
      return names;
    }
  },

  /** A node translated the client's address: {@code externalTrafficPolicy: Cluster}. */
  CLUSTER_SNAT {
    @Override
    boolean holds(PeerStatistics peer, View view) {
      if (peer.role() != Role.PEER || !view.isKubernetes()) {
        return false;
      }
      boolean trustedWithHeader = peer.isTrusted() && !peer.hasHeaderSeldom();
      switch (peer.kind()) {
        case GATEWAY: // a range does not cover it, so whoever trusts it means it
          return !trustedWithHeader;
        case OVERLAY:
          return !(trustedWithHeader && peer.isNamed());
        default:
          return peer.kind() == AddressKind.PRIVATE && isManyWithoutHeader(peer);
      }
    }

    @Override
    String seen(PeerStatistics peer, View view) {
      return view.counts(peer, peer.kind() == AddressKind.GATEWAY ? ", the default gateway of this pod,"
          : peer.kind() == AddressKind.OVERLAY ? ", the zero address of a node's pod range,"
          : ", for many kinds of clients,");
    }

    @Override
    String cause(PeerStatistics peer, View view) {
      String node = "put its own address in the client's place (externalTrafficPolicy: Cluster)";
      return peer.kind() == AddressKind.PRIVATE
          ? "it is the address of a node (kubectl get nodes -o wide), which " + node
              + ", or of a load balancer that forwards TCP from its own address"
          : "a node " + node + "; or nothing is lost: a program on the node calls, or this"
              + " pod calls its own Service";
    }

    @Override
    String change(PeerStatistics peer, View view) {
      return peer.hasHeaderSeldom() ? LOCAL + ", or send clients through an ingress"
              + (peer.kind() == AddressKind.PRIVATE
              ? "; if it is a load balancer, use one that keeps the client's address, or its HTTP listener" : "")
          : LOCAL + " and trust the load balancer that is the peer then; do not trust " + peer.name()
              + ": clients from outside come with that address, too, unless it is only a proxy on the node's own"
              + " network (hostNetwork)";
    }
  },

  /** A load balancer, or a pod in its place, opens connections of its own and names no client. */
  FULL_NAT_LOAD_BALANCER {
    @Override
    boolean holds(PeerStatistics peer, View view) {
      if (peer.role() != Role.PEER) {
        return false;
      }
      switch (peer.kind()) {
        case CLOUD:
          return peer.hasHeaderSeldom();
        case PRIVATE:
          return !view.isKubernetes() && isManyWithoutHeader(peer);
        default:
          return peer.kind() == AddressKind.POD && isManyWithoutHeader(peer);
      }
    }

    @Override
    String seen(PeerStatistics peer, View view) {
      return view.counts(peer, peer.kind() == AddressKind.CLOUD ? IN_CLOUD + "," : ", for many kinds of clients,");
    }

    @Override
    String cause(PeerStatistics peer, View view) {
      return peer.kind() == AddressKind.CLOUD ? "a load balancer that forwards TCP from its own address"
          : (view.isKubernetes()
              ? "a load balancer, a pod such as k3s ServiceLB, or a node (kubectl get nodes -o wide)"
              : "a load balancer or a router") + " that forwards connections from its own address";
    }

    @Override
    String change(PeerStatistics peer, View view) {
      return "use a load balancer that keeps the client's address" + (view.isKubernetes()
          ? ", with spec.externalTrafficPolicy: Local in the Service" : "")
          + "; or its HTTP listener, which sends X-Forwarded-For; or its PROXY protocol towards a proxy that reads it";
    }
  },

  /** A mesh's sidecar hands every caller over from one address. */
  SIDECAR {
    @Override
    boolean holds(PeerStatistics peer, View view) {
      if (peer.role() != Role.PEER || !view.isKubernetes()) {
        return false;
      }
      return peer.kind() == AddressKind.SIDECAR ? !(peer.isTrusted() && !peer.hasHeaderSeldom())
          : peer.kind() == AddressKind.LOOPBACK && isManyWithoutHeader(peer);
    }

    @Override
    String seen(PeerStatistics peer, View view) {
      return view.counts(peer, ", a sidecar's address,");
    }

    @Override
    String cause(PeerStatistics peer, View view) {
      return "a service mesh, whose sidecar is the peer of every request";
    }

    @Override
    String change(PeerStatistics peer, View view) {
      return "let clients come through the mesh's ingress gateway and only through it (AuthorizationPolicy), then "
          + view.trust(peer.name()) + " with realip.trusted-hops=1; or let the sidecar keep addresses"
          + " (interceptionMode:"
          + " TPROXY); calls inside the mesh carry no client address";
    }
  },

  /** A trusted proxy sends the header, but no address is in it where one should be. */
  HEADER_WITHOUT_CLIENT {
    @Override
    boolean holds(PeerStatistics peer, View view) {
      return peer.role() == Role.PEER && peer.isTrusted() && peer.unusable() * 2 >= peer.requests();
    }

    @Override
    String seen(PeerStatistics peer, View view) {
      return peer.unusable() + " of " + peer.requests() + " requests looked at came from " + peer.name()
          + ", which is trusted, with " + view.header() + ", but no address to take from it: the last of them has "
          + Printable.quote(peer.unusableElement());
    }

    @Override
    String cause(PeerStatistics peer, View view) {
      switch (peer.unusableReason()) {
        case TOO_FEW_HOPS:
          return "the proxies append fewer addresses than realip.trusted-hops says";
        case CONFLICTING_SINGLE_HEADER:
          return "the proxy adds its line to one that the client has sent, in place of overwriting it";
        case EMPTY_HOP:
          return "the proxy appends a variable that is empty";
        case UNKNOWN_HOP:
          return "a proxy in front does not know its client, or hides it";
        default:
          return "a proxy writes something that is no address, or passes on what the client wrote";
      }
    }

    @Override
    String change(PeerStatistics peer, View view) {
      switch (peer.unusableReason()) {
        case TOO_FEW_HOPS:
          return "set realip.trusted-hops to the number of addresses that your proxies append";
        case CONFLICTING_SINGLE_HEADER:
          return "make the proxy overwrite the header (nginx: proxy_set_header; HAProxy: http-request set-header)";
        default:
          return "make the proxy write the address of its peer, without zone and without a name (nginx:"
              + " $proxy_add_x_forwarded_for; HAProxy: option forwardfor); until then such requests have the address of"
              + " the last proxy that was read";
      }
    }
  },

  /** A load balancer puts the PROXY protocol's bytes in front of requests, which the server cannot read then. */
  PROXY_PROTOCOL {
    @Override
    boolean holds(PeerStatistics peer, View view) {
      return peer.role() == Role.BARE_PEER && peer.naming() * 20 <= peer.requests() && peer.isBurst()
          && !view.isSender(peer);
    }

    @Override
    String seen(PeerStatistics peer, View view) {
      return peer.requests() - peer.naming() + " of " + peer.requests() + " requests looked at came from " + peer.name()
          + " without any header, not even Host: the server could not read them (see the status in its access log)";
    }

    @Override
    String cause(PeerStatistics peer, View view) {
      return "a load balancer sends the PROXY protocol, or TLS, to a port that speaks plain HTTP";
    }

    @Override
    String change(PeerStatistics peer, View view) {
      return "if it is the PROXY protocol, " + view.set(Key.PROXY_PROTOCOL, peer.name()) + " if " + peer.name()
          + " is your load balancer and nobody else's; or switch it off there, or let a proxy in between read it"
          + " (ingress-nginx: use-proxy-protocol; Traefik: proxyProtocol.trustedIPs) and trust that proxy";
    }
  },

  /** The ingress names something in front of it as the client. */
  INGRESS_HIDES_CLIENT {
    @Override
    boolean holds(PeerStatistics client, View view) {
      return client.role() == Role.CLIENT && view.isKubernetes() && (client.isNode()
          || client.kind() == AddressKind.CLOUD || client.isNamed() || client.isManyClients());
    }

    @Override
    String seen(PeerStatistics client, View view) {
      return "in " + client.requests() + " requests looked at, " + view.header() + " from the trusted proxy "
          + client.proxy() + " named " + client.name() + " as the client"
          + (client.isNode() ? ", a node's address on the pod network"
              : client.kind() == AddressKind.CLOUD ? IN_CLOUD
              : client.isNamed() ? ", which is a trusted proxy itself" : ", for many kinds of clients");
    }

    @Override
    String cause(PeerStatistics client, View view) {
      return client.isNode() ? "a node put its own address in the client's place before the ingress saw it"
          : "the ingress names the load balancer in front of it as the client";
    }

    @Override
    String change(PeerStatistics client, View view) {
      String local = LOCAL + " of the ingress";
      String ingress = "let the ingress learn the client from the load balancer: for an HTTP listener, Traefik's"
          + " forwardedHeaders.trustedIPs, Caddy's trusted_proxies, ingress-nginx's use-forwarded-headers with"
          + " proxy-real-ip-cidr, or trust the load balancer, too, if the ingress appends; for a TCP listener, the"
          + " PROXY protocol";
      return client.isNode() ? local
          : client.isNamed() || client.kind() == AddressKind.CLOUD ? ingress
          : ingress + "; if it is a node's address, " + local;
    }
  },

  /** A proxy is trusted but names no client. */
  TRUSTED_PROXY_WITHOUT_HEADER {
    @Override
    boolean holds(PeerStatistics peer, View view) {
      boolean isProxy = peer.isNamed() || peer.isManyClients(); // a trusted range may have plain clients in it, too
      return peer.role() == Role.PEER && peer.isTrusted() && isProxy && peer.hasHeaderHardlyEver()
          && peer.kind() != AddressKind.SIDECAR;
    }

    @Override
    String seen(PeerStatistics peer, View view) {
      return view.counts(peer, ", which is trusted,");
    }

    @Override
    String cause(PeerStatistics peer, View view) {
      return peer.other() != null ? "it sends " + peer.other() + " instead"
          : "it forwards TCP, or is not told to name its clients";
    }

    @Override
    String change(PeerStatistics peer, View view) {
      return peer.other() != null
          ? otherHeader(peer, view)
          : "make it add the header (nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; HAProxy:"
              + " option forwardfor), or take it out of realip.trusted-proxies: its clients can write the header"
              + " themselves";
    }
  };

  private static final String IN_CLOUD = ", an address of carrier-grade NAT space";
  private static final String LOCAL = "set spec.externalTrafficPolicy: Local in the Service";

  /**
   * Where the documentation is. The project publishes no address of it yet; when it does, that stands here, and every
   * line has a link to follow.
   */
  private static final String PAGE = "docs/diagnosis.md#";

  /** Whether these statistics, which are of enough requests, show it. */
  abstract boolean holds(PeerStatistics seen, View view);

  abstract String seen(PeerStatistics seen, View view);

  abstract String cause(PeerStatistics seen, View view);

  abstract String change(PeerStatistics seen, View view);

  /** The addresses that the line is about. */
  List<String> addresses(PeerStatistics seen, View view) {
    return Collections.singletonList(seen.name());
  }

  /** Whether it must wait until the names of trusted proxies are looked up. */
  boolean isAboutUnknownPeers() {
    return false;
  }

  /** Its name in lines, and the anchor of its section. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The finding in one line; what comes from a header is escaped and cut. */
  String line(PeerStatistics seen, View view) {
    return label() + ": " + seen(seen, view) + "; likely cause: " + cause(seen, view) + "; change: "
        + change(seen, view) + "; see " + PAGE + label();
  }

  /** One program in the cluster or in the house is the client itself; four kinds of clients are not one program. */
  private static boolean isManyWithoutHeader(PeerStatistics peer) {
    return !peer.isTrusted() && peer.isManyClients() && peer.hasHeaderSeldom();
  }

  /** How to have another header read, and when. */
  private static String otherHeader(PeerStatistics peer, View view) {
    return view.set(Key.HEADERS, peer.other()) + " if the proxy writes it on every request"
        + (peer.other().equals("X-Forwarded-For") ? "" : " (most pass on what the client sent)");
  }

  private static String join(List<String> words) {
    StringBuilder joined = new StringBuilder();
    for (String word : words) {
      joined.append(joined.length() == 0 ? "" : ",").append(word);
    }
    return joined.toString();
  }
}
