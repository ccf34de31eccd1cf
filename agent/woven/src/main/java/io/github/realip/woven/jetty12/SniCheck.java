package io.github.realip.woven.jetty12;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.Request;

/** The certificate of a TLS connector is one for the name that its peer asked for, not for the client's. */
abstract class SniCheck {

  @InsteadOfCall(in = "checkSni", ofStatic = Request.class)
  static String getServerName(Request request) {
    return (String) RealIp.arrived.apply(Request.getServerName(request), request.getConnectionMetaData());
  }
}
