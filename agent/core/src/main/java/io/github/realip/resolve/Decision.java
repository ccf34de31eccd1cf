package io.github.realip.resolve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An {@link Outcome} with the hops that led to it. */
public final class Decision {

  private final String peer;
  private final Outcome outcome;
  private final List<Hop> hops;

  Decision(String peer, Outcome outcome, List<Hop> hops) {
    this.peer = peer;
    this.outcome = outcome;
    this.hops = Collections.unmodifiableList(new ArrayList<>(hops));
  }

  /** The outcome, as a request gets it. */
  public Outcome outcome() {
    return outcome;
  }

  /** The client's address, or the peer's text if the answer is the peer; {@code null} only if the peer is. */
  public String address() {
    return outcome.address() == null ? peer : outcome.address();
  }

  /** Why it is the answer. */
  public Reason reason() {
    return outcome.reason();
  }

  /** The header that was read, or {@code null} if none was. */
  public HeaderRule header() {
    return outcome.header();
  }

  /**
   * The hops in the order of the walk: the peer is number 0, the rightmost element of the last line number 1. Elements
   * that were not looked at are not here. Empty only if the peer is {@code null}.
   */
  public List<Hop> hops() {
    return hops;
  }

  @Override
  public String toString() {
    return address() + " " + outcome.reason() + " " + hops;
  }
}
