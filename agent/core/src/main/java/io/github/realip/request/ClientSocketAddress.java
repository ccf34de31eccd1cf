package io.github.realip.request;

import io.github.realip.resolve.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
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
  private final transient Object more;

  /**
   * Makes an answer.
   *
   * @param client the client's address, or the peer's, or {@code null} if that has none
   * @param peer the socket's peer, whose port the answer has
   * @param more the {@link Head} that says more of the request than the address, or the {@link Comparison} with what
   *     the answer would have been if rules were not only observed; {@code null} if there is neither
   */
  ClientSocketAddress(InetAddress client, InetSocketAddress peer, Outcome outcome, Object more) {
    super(client, peer.getPort());
    this.peer = peer;
    this.outcome = outcome;
    this.more = more;
  }

  @Override
  public String get() {
    boolean isPeer = comparison() != null || outcome.address() == null;
    if (isPeer && peer instanceof Supplier) { // as the source of a PROXY header is
      return (String) ((Supplier<?>) peer).get();
    }
    if (comparison() != null) {
      return null;
    }
    return outcome.address() != null || !peer.isUnresolved() ? outcome.address() : peer.getHostString();
  }

  /** The same without a name: its text is that of an address that nobody has looked up. */
  ClientSocketAddress unnamed() {
    if (getAddress() == null) {
      return this;
    }
    try {
      return new ClientSocketAddress(InetAddress.getByAddress(getAddress().getAddress()), peer, outcome, more);
    } catch (UnknownHostException wrongLength) {
      throw new AssertionError(wrongLength);
    }
  }

  /** Serialized, it is an address like any other. */
  private Object writeReplace() {
    return new InetSocketAddress(getAddress(), getPort());
  }

  /** The socket's peer. */
  InetSocketAddress peer() {
    return peer;
  }

  /** How it was decided. */
  Outcome outcome() {
    return outcome;
  }

  /** What the answer would have been, or {@code null} if it is what it says. */
  Comparison comparison() {
    return more instanceof Comparison ? (Comparison) more : null;
  }

  /** What says more of the request than the address, or {@code null}. */
  Head head() {
    return more instanceof Head ? (Head) more : null;
  }
}
