package io.github.realip.woven.jetty12;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http.HttpURI;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.Request;

/** Since 12.1 a request is refused whose URI has another host than its header {@code Host}: of what has arrived. */
abstract class HandlerInvoker {

  @InsteadOfCall(in = "run")
  static HttpURI getHttpURI(Request request) {
    return (HttpURI) RealIp.arrived.apply(request.getHttpURI(), request.getConnectionMetaData());
  }
}
