package io.github.realip.request;

/**
 * Texts of peers that were found to be trusted of late: those of a handful of proxies, before nearly every request. A
 * text is found by all its characters, so a race or a full slot costs at most one more judgement; there is no lock.
 */
final class RecentPeers {

  private static final int SIZE = 16; // a power of two

  private final String[] slots = new String[SIZE];

  boolean contains(String peer) {
    return peer.equals(slots[RecentAnswers.slot(peer, SIZE)]);
  }

  /** Remembers a trusted peer in the place of an earlier one. */
  void add(String peer) {
    slots[RecentAnswers.slot(peer, SIZE)] = peer;
  }
}
