package io.github.realip.woven.jetty9;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server.Request;
import io.github.realip.woven.jetty9.stub.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** Judges the client where one was found; another address that the request has may be anybody's word. */
abstract class InetAccessHandler {

  protected boolean isAllowed(InetAddress address, Request request, HttpServletRequest asked) {
    try {
      InetSocketAddress decided = request.getRemoteInetSocketAddress();
      if (decided instanceof Supplier) {
        address = decided.getAddress();
      }
    } catch (Throwable any) {
      // then the container's own answer
    }
    return RealIp.originalBoolean();
  }
}
