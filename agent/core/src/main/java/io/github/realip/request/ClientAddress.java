package io.github.realip.request;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.function.BiFunction;

import io.github.realip.address.AddressFunction;
import io.github.realip.address.IpLiteral;
import io.github.realip.resolve.HopListener;
import io.github.realip.resolve.Outcome;
import io.github.realip.resolve.Resolver;
import io.github.realip.resolve.Rules;

/**
 * The question who the client is, {@code apply(head, peer)}: with the {@link Head} that the container has kept, or
 * {@code null} if the head was not read to its end, and with the peer as the container has it, a String or an
 * {@code InetSocketAddress}. The answer is of the peer's type. It is found once and kept in the head.
 */
public final class ClientAddress implements BiFunction<Object, Object, Object> {

  private static final RecentAnswers.Answer UNTRUSTED_PEER = RecentAnswers.Answer.peer(Outcome.UNTRUSTED_PEER);
  private static final RecentAnswers.Answer NO_HEADER = RecentAnswers.Answer.peer(Outcome.NO_HEADER);
  private static final RecentAnswers.Answer INCOMPLETE_HEAD = RecentAnswers.Answer.peer(Outcome.INCOMPLETE_HEAD);

  private final RulesInForce live;
  private final Watch watch;

  /** Tells every decision to a watch. */
  public ClientAddress(RulesInForce live, Watch watch) {
    this.live = live;
    this.watch = watch;
  }

  @Override
  public Object apply(Object kept, Object peer) {
    if (kept instanceof ClientSocketAddress) {
      return kept;
    }
    if (peer == null || peer instanceof ClientSocketAddress) {
      return peer;
    }
    if (!(kept instanceof Head)) {
      return answer(peer, INCOMPLETE_HEAD, null, watch.isDue() ? watch.lookWithoutHead(live.rules()) : null);
    }
    Head head = (Head) kept;
    return head.answer != null && head.peer.equals(peer) ? head.answer : head.keep(peer, decide(head, peer));
  }

  private Object decide(Head head, Object peer) {
    RecentAnswers.Answer answer = find(head, peer);
    head.decided(answer.outcome);
    return answer(peer, answer, head, head.sample());
  }

  private RecentAnswers.Answer find(Head head, Object peer) {
    HeaderStep step = head.step;
    boolean mayBeKnown = step != null && head.last != null && head.earlier == null;
    RecentAnswers.Answer known = mayBeKnown ? step.recentAnswers.find(address(peer), head.last) : null;
    if (known != null) {
      return known; // by the same rules, so this peer is trusted
    }
    if (step == null || !head.peerIsTrusted && !step.isTrusted(peer)) {
      if (head.last != null) {
        live.unlistedPeer();
      }
      return UNTRUSTED_PEER;
    }
    if (head.last == null) {
      return NO_HEADER;
    }
    RecentAnswers.Answer found = resolve(step.rules(), peer, head);
    if (mayBeKnown) {
      step.recentAnswers.add(found);
    }
    return found;
  }

  /** The peer without its port, if it has an address. */
  private static Object address(Object peer) {
    return peer instanceof String || ((InetSocketAddress) peer).isUnresolved() ? peer
        : ((InetSocketAddress) peer).getAddress();
  }

  /**
   * Answers.
   *
   * @param head the request's, or {@code null}
   */
  private Object answer(Object peer, RecentAnswers.Answer answer, Head head, Sample sample) {
    Outcome outcome = answer.outcome;
    watch.decided(outcome);
    if (sample != null) {
      sample.decided(peer, outcome);
    }
    if (watch.wantsDecisions()) {
      watch.record(Comparison.text(peer), outcome, Comparison.lines(head));
    }
    Rules rules = live.rules();
    if (rules != null && rules.areObserved()) {
      return observed(peer, answer, head);
    }
    Object client = answer.client;
    if (!(peer instanceof InetSocketAddress)) {
      return client == null ? peer : client;
    }
    InetSocketAddress socket = (InetSocketAddress) peer;
    Head more = head == null || !head.saysMore(client) ? null : head;
    boolean nameless = socket.isUnresolved() && outcome != Outcome.INCOMPLETE_HEAD;
    if (client == null && more == null && (nameless || outcome == Outcome.UNTRUSTED_PEER)) {
      return peer; // decided once more, whatever the headers are then, it is the peer again
    }
    return new ClientSocketAddress(client == null ? socket.getAddress() : (InetAddress) client, socket, outcome,
        more);
  }

  /** The container's own answer, with what the agent's would have been. */
  private Object observed(Object peer, RecentAnswers.Answer answer, Head head) {
    Comparison comparison = new Comparison(peer, answer.outcome, answer.kindFor(peer), head, false, watch);
    watch.compared(comparison, 1);
    comparison.header();
    if (!(peer instanceof InetSocketAddress) || ((InetSocketAddress) peer).isUnresolved()) {
      if (head != null) {
        head.compared(comparison);
      }
      return peer;
    }
    InetSocketAddress socket = (InetSocketAddress) peer;
    return new ClientSocketAddress(socket.getAddress(), socket, answer.outcome, comparison);
  }

  private static RecentAnswers.Answer resolve(Rules rules, Object peer, Head head) {
    Outcome outcome = Resolver.resolveTrusted(rules, head.lines(), HopListener.NONE);
    String client = outcome.address();
    return new RecentAnswers.Answer(address(peer), head.last,
        client == null || peer instanceof String ? client : labelled(client), outcome);
  }

  /** The address with its text as its name, so that whoever prints the name prints this form; no look-up, ever. */
  private static InetAddress labelled(final String text) {
    return IpLiteral.parse(text, 0, text.length(), new AddressFunction<InetAddress>() {
      @Override
      public InetAddress apply(long high, long low) {
        try {
          return InetAddress.getByAddress(text, bytes(high, low));
        } catch (UnknownHostException wrongLength) {
          throw new AssertionError(wrongLength);
        }
      }
    });
  }

  /** In network order; the JDK makes an IPv4 address of a mapped one. */
  private static byte[] bytes(long high, long low) {
    byte[] bytes = new byte[16];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (high >>> 56 - 8 * i);
      bytes[8 + i] = (byte) (low >>> 56 - 8 * i);
    }
    return bytes;
  }
}
