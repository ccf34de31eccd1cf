package io.github.realip.request;

import io.github.realip.resolve.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The answer for containers that keep a socket's address with each request: it goes into the container's own field, is
 * cleared by the container, and says by its class that the request is decided.
 */
final class ClientSocketAddress extends InetSocketAddress {

  private static final long serialVersionUID = 1;

  private final transient InetSocketAddress peer;
  private final transient Outcome outcome;

  /**
   * Makes an answer.
   *
   * @param client the client's address, or the peer's
   * @param peer the socket's peer, whose port the answer has
   */
  ClientSocketAddress(InetAddress client, InetSocketAddress peer, Outcome outcome) {
    super(client, peer.getPort());
    this.peer = peer;
    this.outcome = outcome;
  }

  /** The socket's peer. */
  InetSocketAddress peer() {
    return peer;
  }

  /** How it was decided. */
  Outcome outcome() {
    return outcome;
  }
}
