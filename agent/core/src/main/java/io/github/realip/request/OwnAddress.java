package io.github.realip.request;

import java.util.function.BiFunction;

/**
 * Settles what a container's forwarding component may write: {@code apply(written, own)} is {@code own} while the agent
 * is at work, {@code written} while it answers nothing.
 */
public final class OwnAddress implements BiFunction<Object, Object, Object> {

  private final RulesInForce live;

  /** Decides by whether rules answer at the time of a call. */
  public OwnAddress(RulesInForce live) {
    this.live = live;
  }

  @Override
  public Object apply(Object written, Object own) {
    return live.areAnswering() ? own : written;
  }
}
