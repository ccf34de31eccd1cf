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
      HopStatus status = rules.everyPeerIsTrusted() ? HopStatus.COUNTED : PeerAddress.status(peer, rules.trusted());
      hops.add(new Hop(peer, PeerAddress.parse(peer, rules.format()), status,
          status == HopStatus.TRUSTED ? PeerAddress.label(peer, rules.trusted()) : null));
    }
  }

  @Override
  public void hop(String line, int from, int to, HopStatus status) {
    ElementGrammar grammar = header.grammar();
    hops.add(new Hop(line.substring(from, to), grammar.read(line, from, to, rules.format()), status,
        status == HopStatus.TRUSTED ? grammar.read(line, from, to, rules.trusted().labeller()) : null));
  }

  List<Hop> hops() {
    return hops;
  }
}
