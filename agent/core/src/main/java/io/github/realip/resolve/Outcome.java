package io.github.realip.resolve;

/** The answer of {@link Resolver#resolve}: who the client is, and why. */
public final class Outcome {

  /** The peer is not trusted, so no header was read. */
  public static final Outcome UNTRUSTED_PEER = new Outcome(null, Reason.UNTRUSTED_PEER, null, 0, 0);

  /** The peer is trusted, but the request has none of the configured headers. */
  public static final Outcome NO_HEADER = new Outcome(null, Reason.NO_HEADER, null, 0, 0);

  /** The peer is trusted, but the head was not read to its end. */
  public static final Outcome INCOMPLETE_HEAD = new Outcome(null, Reason.INCOMPLETE_HEAD, null, 0, 0);

  private final String address;
  private final Reason reason;
  private final HeaderRule header;
  private final int position;
  private final int elementsRead;

  private Outcome(String address, Reason reason, HeaderRule header, int position, int elementsRead) {
    this.address = address;
    this.reason = reason;
    this.header = header;
    this.position = position;
    this.elementsRead = elementsRead;
  }

  /** The client that an element of a header names. */
  static Outcome client(String address, Reason reason, HeaderRule header, int position, int elementsRead) {
    return new Outcome(address, reason, header, position, elementsRead);
  }

  /** The outcomes of a header that names no client, one for each reason, by its ordinal. */
  static Outcome[] withoutClient(HeaderRule header) {
    Reason[] reasons = Reason.values();
    Outcome[] outcomes = new Outcome[reasons.length];
    for (int i = 0; i < reasons.length; i++) {
      outcomes[i] = new Outcome(null, reasons[i], header, 0, 1);
    }
    return outcomes;
  }

  /**
   * The client's address in the format of the rules, or {@code null} if the answer is the peer. The peer's text is the
   * container's own and stays as it is.
   */
  public String address() {
    return address;
  }

  /** Why this is the answer. */
  public Reason reason() {
    return reason;
  }

  /** The header that decided, or {@code null} if none was read. */
  public HeaderRule header() {
    return header;
  }

  /**
   * The position of the element that names the client, counted from the right over all lines of the header: 1 is the
   * last element of the last line. 0 if the answer is the peer.
   */
  public int position() {
    return position;
  }

  /**
   * How many elements of the header were looked at, counted from the right: the last of them was written by the hop
   * that is verified and furthest from us, so what that hop says of the request is verified too. It is 1 where no
   * element names a client, and 0 if no header was read.
   */
  public int elementsRead() {
    return elementsRead;
  }

  @Override
  public String toString() {
    return reason + ": " + (address == null ? "the peer" : address + ", element " + position + " of " + header.name());
  }
}
