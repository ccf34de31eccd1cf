package io.github.realip.request;

import io.github.realip.resolve.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * The answer for containers that keep a socket's address with each request: it goes into the container's own field, is
 * cleared by the container, and says by its class that the request is decided. Woven code knows it as a
 * {@code Supplier} of the answer's text, or of {@code null} where the container may write the peer in its own way.
 */
final class ClientSocketAddress extends InetSocketAddress implements Supplier<String> {

  private static final long serialVersionUID = 1;

  private final transient InetSocketAddress peer;
  private final transient Outcome outcome;

  /**
   * Makes an answer.
   *
   * @param client the client's address, or the peer's, or {@code null} if that has none
   * @param peer the socket's peer, whose port the answer has
   */
  ClientSocketAddress(InetAddress client, InetSocketAddress peer, Outcome outcome) {
    super(client, peer.getPort());
    this.peer = peer;
    this.outcome = outcome;
  }

  /** What somebody has written over an answer: an address like any other, but the request stays decided. */
  static ClientSocketAddress written(InetSocketAddress written, InetSocketAddress peer) {
    return new ClientSocketAddress(written, peer);
  }

  private ClientSocketAddress(InetSocketAddress written, InetSocketAddress peer) {
    super(written.getAddress(), written.getPort());
    this.peer = peer;
    this.outcome = null;
  }

  @Override
  public String get() {
    if (outcome == null) {
      return null;
    }
    return outcome.address() != null || !peer.isUnresolved() ? outcome.address() : peer.getHostString();
  }

  /** Serialized, it is an address like any other. */
  private Object writeReplace() {
    return new InetSocketAddress(getAddress(), getPort());
  }

  /** The socket's peer. */
  InetSocketAddress peer() {
    return peer;
  }

  /** How it was decided, or {@code null} if somebody has written over it. */
  Outcome outcome() {
    return outcome;
  }
}
