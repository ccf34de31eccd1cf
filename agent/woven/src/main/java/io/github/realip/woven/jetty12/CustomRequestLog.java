package io.github.realip.woven.jetty12;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.Request;

/** What the access log calls remote, and not client, is the peer. */
abstract class CustomRequestLog {

  @InsteadOfCall(in = "logRemoteHost", ofStatic = Request.class)
  static String getRemoteAddr(Request request) {
    return (String) RealIp.peer.apply(Request.getRemoteAddr(request), request.getConnectionMetaData());
  }
}
