package io.github.realip.woven.tomcat;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.tomcat.stub.org.apache.catalina.connector.Request;
import java.util.function.BiFunction;

/** The valve may do all its work but write the address. */
@SuppressWarnings("unchecked")
abstract class RemoteIpValveAddress {

  @InsteadOfCall(in = "invoke")
  static void setRemoteAddr(Request request, String written) {
    request.setRemoteAddr((String) RealIp.own.apply(
        ((BiFunction<Object, Object, Object>) RealIp.seen.apply("remote-ip-valve", null))
            .apply(written, request.getAttribute(RealIp.key)),
        request.getRemoteAddr()));
  }

  @InsteadOfCall(in = "invoke")
  static void setRemoteHost(Request request, String written) {
    request.setRemoteHost((String) RealIp.own.apply(written, request.getRemoteHost()));
  }
}
