package io.github.realip.request;

import io.github.realip.resolve.ClientHeaders;
import io.github.realip.resolve.Rules;

/** The rules of each moment. */
public interface RulesInForce {

  /** The rules of this moment, or {@code null} if every answer is to be the container's. */
  Rules rules();

  /** Whether what they say is answered: whether there are rules, and they are not only observed. */
  default boolean areAnswering() {
    Rules now = rules();
    return now != null && !now.areObserved();
  }

  /** Whether scheme, host and port are answered, too: the rules want it and the container lets us. */
  boolean originIsAnswered();

  /**
   * The headers that name a client, which are read as verified, or {@code null} if all headers are as they were sent.
   * There may be such headers without rules; then nobody is verified.
   */
  ClientHeaders clientHeaders();

  /** Told of every request: what follows changes of the rules need not run before the first. */
  void requested();

  /**
   * Whether it is of use now to tell of a peer that is not trusted but sends a header of the rules: it may be a new
   * proxy behind a name that was looked up before it was there.
   */
  boolean wantsUnlistedPeers();

  /** Told of such a peer; names are looked up again at once, on another thread. */
  void unlistedPeer();
}
