package io.github.realip.woven.jetty9;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server.Request;
import java.net.InetSocketAddress;

/** The same for Jetty before 9.4.11. */
abstract class BadMessageWithStatus {

  abstract Request getRequest();

  public void badMessage(int status, String reason) {
    try {
      Request request = getRequest();
      request.setRemoteAddr((InetSocketAddress) RealIp.client.apply(null, request.getRemoteInetSocketAddress()));
    } catch (Throwable any) {
      // then the request has the container's own answer
    }
    RealIp.original();
  }
}
