package io.github.realip.resolve;

/** Why scheme, host or port are what they are; the rules are those of docs/semantics.md. */
public enum FactReason {

  /** The verified hop says so (rules F3 to F5). */
  VERIFIED,

  /** {@code realip.rewrite} does not name it: the container's own (rule F1). */
  NOT_REWRITTEN,

  /** No hop is verified: the peer is not trusted, the head is incomplete, or the hop count failed (rules F2 and F3). */
  NO_VERIFIED_HOP,

  /** Nobody says anything about it: the container's own. */
  ABSENT,

  /** The verified hop's word cannot be read, or is empty: the container's own (rules F4, F6, F7 and F8). */
  UNREADABLE,

  /** The header has several elements, fewer than there are verified hops, and they differ: the container's own. */
  AMBIGUOUS,

  /** The host is not in {@code realip.allowed-hosts}: the container's own. */
  NOT_ALLOWED,

  /** The port that stands behind the verified host (rule F8). */
  OF_HOST,

  /** The port of the request as it arrived, which is not the default of its scheme (rule F8). */
  OF_REQUEST,

  /** The default port of the scheme (rule F8). */
  OF_SCHEME
}
