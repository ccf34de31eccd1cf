package io.github.realip.woven.jetty9;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.io.EndPoint;
import java.net.InetSocketAddress;

/** Jetty 9.2 believes a line {@code PROXY} of whoever connects. Whom the agent is to believe is at the other end. */
abstract class HttpChannelOverHttpOfJetty92 {

  abstract EndPoint getEndPoint();

  public InetSocketAddress getRemoteAddress() {
    InetSocketAddress own = RealIp.original();
    try {
      return (InetSocketAddress) RealIp.own.apply(own, getEndPoint().getRemoteAddress());
    } catch (Throwable any) {
      return own;
    }
  }
}
