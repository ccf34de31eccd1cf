package io.github.realip.connection;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

import io.github.realip.address.AddressFormat;
import io.github.realip.proxyprotocol.ProxyHeader;
import io.github.realip.resolve.TrustedProxies;

/** Whose PROXY protocol is read, and what holds for it. */
public final class Senders {

  private final boolean acceptMissing;
  private final AddressFormat format;
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

  /** Whether their connections may begin without a header. */
  public boolean acceptMissing() {
    return acceptMissing;
  }

  /** Whether a peer is one of them, written as containers write it. */
  public boolean isListed(String peer) {
    return listed.contains(peer);
  }

  /** The source that a header names, as the container will print it. */
  public String source(ProxyHeader header) {
    return header.source(format);
  }

  /** The sender at the other end of a connection, or {@code null} if who is there is not listed. */
  InetSocketAddress sender(SocketAddress remote) {
    return remote instanceof InetSocketAddress && listed.contains(((InetSocketAddress) remote).getAddress())
        ? (InetSocketAddress) remote : null;
  }
}
