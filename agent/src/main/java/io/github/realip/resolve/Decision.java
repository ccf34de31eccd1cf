package io.github.realip.resolve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An answer of {@link Resolver#explain} with all that led to it. */
public final class Decision {

  private final String address;
  private final Reason reason;
  private final HeaderRule header;
  private final List<Hop> hops;

  Decision(String address, Reason reason, HeaderRule header, List<Hop> hops) {
    this.address = address;
    this.reason = reason;
    this.header = header;
    this.hops = Collections.unmodifiableList(new ArrayList<>(hops));
  }

  /** The answer: the peer, or the text of an address; {@code null} only if the peer is. */
  public String address() {
    return address;
  }

  /** Why it is the answer. */
  public Reason reason() {
    return reason;
  }

  /** The header that was read, or {@code null} if none was. */
  public HeaderRule header() {
    return header;
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
    return address + " " + reason + " " + hops;
  }
}
