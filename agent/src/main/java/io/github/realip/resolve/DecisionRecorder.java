package io.github.realip.resolve;

import java.util.ArrayList;
import java.util.List;

/** Takes down a decision while it is made. */
final class DecisionRecorder implements DecisionListener {

  private final Rules rules;
  private final List<Hop> hops = new ArrayList<>();
  private HeaderRule header;
  private Reason reason;

  DecisionRecorder(Rules rules) {
    this.rules = rules;
  }

  void peer(String peer) {
    if (peer != null) {
      Trust trust = Peer.judge(peer, rules.trusted());
      boolean counted = rules.everyPeerIsBelieved();
      Verdict verdict = counted ? Verdict.COUNTED : trust.verdict;
      hops.add(new Hop(peer, Peer.parse(peer, rules.format()), verdict, counted ? null : trust.label));
    }
  }

  void header(HeaderRule read) {
    header = read;
  }

  @Override
  public void hop(String line, int from, int to, Verdict verdict, String trustedBy) {
    String address = header.grammar().read(line, from, to, rules.format());
    hops.add(new Hop(line.substring(from, to), address, verdict, trustedBy));
  }

  @Override
  public void decided(Reason why) {
    reason = why;
  }

  Decision decision(String address) {
    return new Decision(address, reason, header, hops);
  }
}
