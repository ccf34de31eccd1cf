package io.github.realip.request;

import java.util.function.BiFunction;

/**
 * What a forwarding component writes, while it is observed: {@code apply(written, by)}, with the component's name and
 * the kept {@link Head} or {@link ClientSocketAddress} in an array, compares it with the decision. The answer is
 * {@code written}.
 */
final class ComponentAnswer implements BiFunction<Object, Object, Object> {

  private final RulesInForce live;

  ComponentAnswer(RulesInForce live) {
    this.live = live;
  }

  @Override
  public Object apply(Object written, Object by) {
    if (live.rules() != null && !live.areAnswering()) {
      Object[] nameAndKept = (Object[]) by;
      Comparison comparison = comparison(nameAndKept[1]);
      if (comparison != null) {
        comparison.answered((String) nameAndKept[0], written);
      }
    }
    return written;
  }

  private static Comparison comparison(Object kept) {
    return kept instanceof Head ? ((Head) kept).comparison
        : kept instanceof ClientSocketAddress ? ((ClientSocketAddress) kept).comparison() : null;
  }
}
