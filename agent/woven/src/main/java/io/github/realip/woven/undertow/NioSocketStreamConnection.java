package io.github.realip.woven.undertow;

import io.github.realip.woven.RealIp;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;

/** The source that the header of the PROXY protocol names is the peer. */
abstract class NioSocketStreamConnection {

  abstract SocketChannel getChannel();

  public SocketAddress getPeerAddress() {
    SocketAddress own = RealIp.original();
    try {
      return (SocketAddress) RealIp.source.apply(own, getChannel());
    } catch (Throwable any) {
      return own;
    }
  }
}
