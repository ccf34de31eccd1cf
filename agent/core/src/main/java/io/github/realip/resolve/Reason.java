package io.github.realip.resolve;

/** Why the answer is what it is; the rules are those of docs/semantics.md. */
public enum Reason {

  /** The peer is not trusted, or is no address: no header was read, the answer is the peer (rules R1 and R2). */
  UNTRUSTED_PEER,

  /** The peer is trusted but the request has none of the configured headers: the answer is the peer. */
  NO_HEADER,

  /** The peer is trusted but the head was not read to its end: no line counts, the answer is the peer (rule R14). */
  INCOMPLETE_HEAD,

  /** The normal case: the answer is the first hop, from the right, that is not a trusted proxy (rule R9). */
  FIRST_UNTRUSTED_HOP,

  /** Every hop is a trusted proxy: the answer is the furthest one (rule R9). */
  ALL_TRUSTED,

  /**
   * An element is empty. The answer is the last verified hop, and the peer if there is none (rule R9), if there is a
   * hop count (rule R13) or if the header names a single address (rule R12).
   */
  EMPTY_HOP,

  /** An element names nobody, like {@code unknown} or {@code 0.0.0.0}; the answer is as for {@link #EMPTY_HOP}. */
  UNKNOWN_HOP,

  /** An element cannot be read; the answer is as for {@link #EMPTY_HOP}. */
  MALFORMED_HOP,

  /** More than {@value Resolver#MAX_TRUSTED_HOPS} hops are trusted: the answer is the last one read. */
  TOO_MANY_HOPS,

  /** The answer is the element that the hop count points at (rule R13). */
  TRUSTED_HOP_COUNT,

  /** The header has fewer elements than the hop count: the answer is the peer (rule R13). */
  TOO_FEW_HOPS,

  /** The answer is the one address that a single-address header names (rule R12). */
  SINGLE_ADDRESS,

  /** The lines of a single-address header name different addresses: the answer is the peer (rule R12). */
  CONFLICTING_SINGLE_HEADER
}
