package io.github.realip.connection;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

import io.github.realip.address.AddressFormat;
import io.github.realip.resolve.TrustedProxies;

/** Whose PROXY protocol is read, and what holds for it. */
public final class Senders {

  final boolean acceptMissing;
  final AddressFormat format;
  private final TrustedProxies listed;

  /**
   * The rules of a moment.
   *
   * @param acceptMissing whether their connections may begin without a header
   * @param format how an IPv6 source is written
   */
  public Senders(TrustedProxies listed, boolean acceptMissing, AddressFormat format) {
    this.listed = listed;
    this.acceptMissing = acceptMissing;
    this.format = format;
  }

  /** The sender at the other end of a connection, or {@code null} if who is there is not listed. */
  InetSocketAddress sender(SocketAddress remote) {
    return remote instanceof InetSocketAddress && listed.contains(((InetSocketAddress) remote).getAddress())
        ? (InetSocketAddress) remote : null;
  }
}
