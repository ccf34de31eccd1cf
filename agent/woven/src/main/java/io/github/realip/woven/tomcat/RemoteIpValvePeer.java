package io.github.realip.woven.tomcat;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.tomcat.stub.org.apache.catalina.connector.Request;

/** The valve asks first who its peer is, to decide whether it may believe the headers at all. */
abstract class RemoteIpValvePeer {

  @InsteadOfCall(in = "invoke", firstOnly = true)
  static String getRemoteAddr(Request request) {
    return (String) RealIp.peer.apply(request.getRemoteAddr(), request.getAttribute(RealIp.key));
  }
}
