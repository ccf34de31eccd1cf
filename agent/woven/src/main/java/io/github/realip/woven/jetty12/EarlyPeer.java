package io.github.realip.woven.jetty12;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.io.EndPoint;
import java.net.SocketAddress;

/** A connection keeps its peer from before its first byte, when nobody knows the source of the PROXY protocol. */
abstract class EarlyPeer {

  abstract EndPoint getEndPoint();

  public SocketAddress getRemoteSocketAddress() {
    SocketAddress own = RealIp.original();
    try {
      SocketAddress now = getEndPoint().getRemoteSocketAddress();
      return now == null ? own : now;
    } catch (Throwable any) {
      return own;
    }
  }
}
