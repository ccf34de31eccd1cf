package io.github.realip.woven.jetty9;

import io.github.realip.woven.RealIp;
import java.net.InetSocketAddress;

/** The source that a header of the PROXY protocol names is the peer. */
abstract class EndPointPeer {

  abstract Object getTransport();

  public InetSocketAddress getRemoteAddress() {
    InetSocketAddress own = RealIp.original();
    try {
      return (InetSocketAddress) RealIp.source.apply(own, getTransport());
    } catch (Throwable any) {
      return own;
    }
  }
}
