package io.github.realip.resolve;

/** One hop of a {@link Decision}: the peer, or one element of the header. */
public final class Hop {

  private final String text;
  private final String address;
  private final HopStatus status;
  private final String trustedBy;

  Hop(String text, String address, HopStatus status, String trustedBy) {
    this.text = text;
    this.address = address;
    this.status = status;
    this.trustedBy = trustedBy;
  }

  /** The peer's or the element's text as it came, unescaped and at any length. */
  public String text() {
    return text;
  }

  /** The address the text names, in the format of the rules, or {@code null} if it names none. */
  public String address() {
    return address;
  }

  /** What the rules say of it. */
  public HopStatus status() {
    return status;
  }

  /** The label of the entry that trusts this hop, or {@code null} unless it is {@link HopStatus#TRUSTED}. */
  public String trustedBy() {
    return trustedBy;
  }

  @Override
  public String toString() {
    return text + " " + status + (trustedBy == null ? "" : " by " + trustedBy);
  }
}
