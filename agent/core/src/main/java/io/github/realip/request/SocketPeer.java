package io.github.realip.request;

import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * What a forwarding component gets that asks who its peer is: {@code apply(address, kept)} is the peer of the kept
 * {@link Head} or {@link ClientSocketAddress}, or what a kept {@code Supplier} supplies, or the kept peer itself if it
 * is an object of the container's, while the agent is at work. It is {@code address} while the agent answers nothing,
 * and where the peer is not known.
 */
public final class SocketPeer implements BiFunction<Object, Object, Object> {

  private final RulesInForce live;

  /** Decides by whether there are rules at the time of a call. */
  public SocketPeer(RulesInForce live) {
    this.live = live;
  }

  @Override
  public Object apply(Object address, Object kept) {
    Object peer = kept instanceof Head ? ((Head) kept).peer
        : kept instanceof ClientSocketAddress ? ((ClientSocketAddress) kept).peer()
        : kept instanceof Supplier ? ((Supplier<?>) kept).get() : kept;
    // what is kept may be somebody else's: a wrapper of the request may answer for every attribute
    boolean fits = peer != null && address != null && peer instanceof String == address instanceof String
        && !(kept instanceof String);
    return fits && live.areAnswering() ? peer : address;
  }
}
