package io.github.realip.resolve;

/** What the rules say of one hop: of the peer, or of one element of the header. */
public enum HopStatus {

  /** An address in the trusted list: its word about the next hop counts. */
  TRUSTED(null),

  /** An address that is not in the trusted list. Reached by the walk, it is the client. */
  UNTRUSTED(Reason.FIRST_UNTRUSTED_HOP),

  /** Taken for one of our proxies because the hop count says so; its address was not looked at (rule R13). */
  COUNTED(null),

  /** Nothing between two commas, at the end of a line or on a whole line (rule R9). */
  EMPTY(Reason.EMPTY_HOP),

  /**
   * Someone who does not say who: {@code unknown}, {@code _obfuscated}, {@code 0.0.0.0}, {@code ::}, or a
   * {@code Forwarded} element without {@code for} (rules R8, R9 and R11, RFC 7239 section 6).
   */
  UNKNOWN(Reason.UNKNOWN_HOP),

  /** Text that is not what the header's grammar allows (rules R6, R7 and R11). */
  MALFORMED(Reason.MALFORMED_HOP);

  private final Reason end;

  HopStatus(Reason end) {
    this.end = end;
  }

  /** Why the walk ends at a hop of this kind, or {@code null} if it does not. */
  Reason end() {
    return end;
  }

  /** Whether the hop is an address that may be an answer. */
  boolean isAddress() {
    return this == TRUSTED || this == UNTRUSTED;
  }
}
