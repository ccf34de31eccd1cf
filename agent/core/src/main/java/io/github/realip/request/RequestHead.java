package io.github.realip.request;

import java.util.function.BiFunction;

import io.github.realip.resolve.Rules;

/**
 * The first question of woven code, {@code apply(peer, null)}, asked where the head of a request has been read to its
 * end. The answer is the {@link HeaderStep} that names the first header to read, or the {@link Head}.
 *
 * <p>A container that does not know the peer there passes {@code null}: then the head is taken whoever the peer is.
 */
public final class RequestHead implements BiFunction<Object, Object, Object> {

  private final RulesInForce live;
  private final Watch watch;
  private HeaderStep first;
  private HeaderStep unbelieved;

  /** Reads headers by these rules, whatever they are at the time of a call. */
  public RequestHead(RulesInForce live, Watch watch) {
    this.live = live;
    this.watch = watch;
  }

  @Override
  public Object apply(Object peer, Object unused) {
    if (peer instanceof ClientSocketAddress) {
      return peer; // decided before
    }
    live.requested();
    Rules rules = live.rules();
    HeaderStep step = rules == null ? null : firstStep(rules);
    HeaderStep trusting = step == null || peer != null && !step.isTrusted(peer) ? null : step;
    if (watch.isDue()) {
      HeaderStep closer = watch.look(rules, trusting);
      if (closer != null) {
        return closer;
      }
    }
    if (trusting != null) {
      return trusting;
    }
    return step != null && live.wantsUnlistedPeers() ? unbelieved(step.rules()) : Head.UNTRUSTED;
  }

  private HeaderStep firstStep(Rules rules) {
    HeaderStep step = first; // a race makes an equal chain twice, and its fields are final
    if (step == null || step.rules() != rules) {
      step = HeaderStep.chain(rules, true);
      first = step;
    }
    return step;
  }

  /** The first step to see whether a peer that is not trusted sends a header. */
  private HeaderStep unbelieved(Rules rules) {
    HeaderStep step = unbelieved;
    if (step == null || step.rules() != rules) {
      step = HeaderStep.chain(rules, false);
      unbelieved = step;
    }
    return step;
  }
}
