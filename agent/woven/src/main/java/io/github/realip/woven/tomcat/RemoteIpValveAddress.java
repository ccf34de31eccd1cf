package io.github.realip.woven.tomcat;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.tomcat.stub.org.apache.catalina.connector.Request;

/** The valve may do all its work but write the address. */
abstract class RemoteIpValveAddress {

  @InsteadOfCall(in = "invoke")
  static void setRemoteAddr(Request request, String written) {
    request.setRemoteAddr((String) RealIp.own.apply(
        RealIp.seen.apply(written, new Object[] {"remote-ip-valve", request.getAttribute(RealIp.key)}),
        request.getRemoteAddr()));
  }

  @InsteadOfCall(in = "invoke")
  static void setRemoteHost(Request request, String written) {
    request.setRemoteHost((String) RealIp.own.apply(written, request.getRemoteHost()));
  }
}
