package io.github.realip.request;

import java.util.function.BiFunction;

/**
 * Whether a container's forwarding component does nothing, for the agent answers all that it would change:
 * {@code apply(null, null)} is {@code TRUE} while that is so, else {@code null}.
 */
final class StepsAside implements BiFunction<Object, Object, Object> {

  private final RulesInForce live;

  StepsAside(RulesInForce live) {
    this.live = live;
  }

  @Override
  public Object apply(Object unused, Object unusedToo) {
    return live.originIsAnswered() ? Boolean.TRUE : null;
  }
}
