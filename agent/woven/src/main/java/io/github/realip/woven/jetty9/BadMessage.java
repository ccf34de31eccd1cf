package io.github.realip.woven.jetty9;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.http.BadMessageException;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server.Request;
import java.net.InetSocketAddress;

/**
 * Puts the peer's answer into a request whose head was not read to its end: Jetty goes on with what it has read, to log
 * it. A request that is decided keeps its answer.
 */
abstract class BadMessage {

  abstract Request getRequest();

  public void badMessage(BadMessageException failure) {
    try {
      Request request = getRequest();
      InetSocketAddress peer = request.getRemoteInetSocketAddress();
      if (peer == null) {
        peer = InetSocketAddress.createUnresolved("", 0); // of a unix-domain socket
      }
      request.setRemoteAddr((InetSocketAddress) RealIp.client.apply(null, peer));
    } catch (Throwable any) {
      // then the request has the container's own answer
    }
    RealIp.original();
  }
}
