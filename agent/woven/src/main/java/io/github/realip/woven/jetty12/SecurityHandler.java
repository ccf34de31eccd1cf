package io.github.realip.woven.jetty12;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.Request;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.Response;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.util.Callback;

/** The redirect of a constraint {@code CONFIDENTIAL}: the port of a connector is nothing to the proxy's client. */
abstract class SecurityHandler {

  @InsteadOfCall(in = "redirectToSecure", ofStatic = Response.class)
  static void sendRedirect(Request request, Response response, Callback callback, int status, String location,
      boolean consumeAvailable) {
    Response.sendRedirect(request, response, callback, status, (String) RealIp.redirect.apply(location,
        request.getConnectionMetaData().getRemoteSocketAddress()), consumeAvailable);
  }
}
