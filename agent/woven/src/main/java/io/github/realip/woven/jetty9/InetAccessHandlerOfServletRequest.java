package io.github.realip.woven.jetty9;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server.Request;
import io.github.realip.woven.jetty9.stub.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** The same for Jetty before 9.4.12. */
abstract class InetAccessHandlerOfServletRequest {

  protected boolean isAllowed(InetAddress address, HttpServletRequest asked) {
    try {
      InetSocketAddress decided = Request.getBaseRequest(asked).getRemoteInetSocketAddress();
      if (decided instanceof Supplier) {
        address = decided.getAddress();
      }
    } catch (Throwable any) {
      // then the container's own answer
    }
    return RealIp.originalBoolean();
  }
}
