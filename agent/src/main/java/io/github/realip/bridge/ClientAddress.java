package io.github.realip.bridge;

import java.util.function.BiFunction;

import io.github.realip.config.LiveRules;
import io.github.realip.resolve.Outcome;
import io.github.realip.resolve.Rules;

/**
 * The first question of woven code: {@code apply(peer, null)}, with the peer as the container has it, a String or an
 * {@code InetSocketAddress}. The answer is the peer itself, or a {@link HeaderStep} that asks for a header.
 */
public final class ClientAddress implements BiFunction<Object, Object, Object> {

  private final LiveRules live;
  private final Watch watch;
  private HeaderStep first;

  /** Answers by these rules, whatever they are at the time of a call. */
  public ClientAddress(LiveRules live, Watch watch) {
    this.live = live;
    this.watch = watch;
  }

  @Override
  public Object apply(Object peer, Object unused) {
    live.start();
    Rules rules = live.rules();
    HeaderStep step = rules == null ? null : firstStep(rules);
    Object answer;
    if (step == null || !step.isTrusted(peer)) {
      watch.decided(Outcome.UNTRUSTED_PEER);
      answer = peer;
    } else {
      answer = step;
    }
    return watch.isDue() ? watch.look(peer, rules, answer) : answer;
  }

  private HeaderStep firstStep(Rules rules) {
    HeaderStep step = first; // a race makes an equal chain twice, and its fields are final
    if (step == null || step.rules() != rules) {
      step = HeaderStep.chain(rules, watch);
      first = step;
    }
    return step;
  }
}
