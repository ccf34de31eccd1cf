package io.github.realip.resolve;

import java.util.ArrayList;
import java.util.List;

/** Collects the hops of one decision: the peer, then what the resolver looks at. */
final class HopRecorder implements HopListener {

  private final Rules rules;
  private final HeaderRule header;
  private final List<Hop> hops = new ArrayList<>();

  /**
   * Starts with the peer.
   *
   * @param peer what the container calls the peer, or {@code null}: then there is no such hop
   * @param header the header that the other hops are elements of, or {@code null} if there is none
   */
  HopRecorder(Rules rules, String peer, HeaderRule header) {
    this.rules = rules;
    this.header = header;
    if (peer != null) {
      TrustMatch match = PeerAddress.match(peer, rules.trusted());
      boolean counted = rules.everyPeerIsTrusted();
      hops.add(new Hop(peer, PeerAddress.parse(peer, rules.format()), counted ? HopStatus.COUNTED : match.status,
          counted ? null : match.label));
    }
  }

  @Override
  public void hop(String line, int from, int to, HopStatus status, String trustedBy) {
    String address = header.grammar().read(line, from, to, rules.format());
    hops.add(new Hop(line.substring(from, to), address, status, trustedBy));
  }

  List<Hop> hops() {
    return hops;
  }
}
