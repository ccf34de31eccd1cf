package io.github.realip.woven.tomcat;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.tomcat.stub.servlet.http.HttpServletRequest;

/** The filter asks the request that it was given who its peer is; what it found itself it asks of another type. */
abstract class RemoteIpFilterPeer {

  @InsteadOfCall(in = "doFilter")
  static String getRemoteAddr(HttpServletRequest request) {
    return (String) RealIp.peer.apply(request.getRemoteAddr(), request.getAttribute(RealIp.key));
  }
}
