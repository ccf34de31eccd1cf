package io.github.realip.bridge;

import java.util.function.BiFunction;

import io.github.realip.config.LiveRules;

/**
 * What a forwarding component gets that asks who its peer is: {@code apply(address, peer)} is {@code peer} while the
 * agent is at work, {@code address} while it has no rules and where the peer is not known.
 */
public final class SocketPeer implements BiFunction<Object, Object, Object> {

  private final LiveRules live;

  /** Decides by whether there are rules at the time of a call. */
  public SocketPeer(LiveRules live) {
    this.live = live;
  }

  @Override
  public Object apply(Object address, Object peer) {
    return peer == null || live.rules() == null ? address : peer;
  }
}
