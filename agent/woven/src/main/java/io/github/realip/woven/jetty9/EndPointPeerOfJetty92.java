package io.github.realip.woven.jetty9;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.io.EndPoint;
import java.net.InetSocketAddress;

/** The same for Jetty 9.2 and 9.3, where that of TLS has a copy of the address, too. */
abstract class EndPointPeerOfJetty92 {

  InetSocketAddress _remote;

  abstract Object getTransport();

  public InetSocketAddress getRemoteAddress() {
    InetSocketAddress own = RealIp.original();
    try {
      Object transport = getTransport();
      while (transport instanceof EndPoint) {
        transport = ((EndPoint) transport).getTransport();
      }
      return (InetSocketAddress) RealIp.source.apply(_remote, transport);
    } catch (Throwable any) {
      return own;
    }
  }
}
