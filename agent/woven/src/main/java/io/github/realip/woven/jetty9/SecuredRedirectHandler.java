package io.github.realip.woven.jetty9;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server.Response;
import java.io.IOException;

/** Redirects all that is not secure: the port of a connector is nothing to the proxy's client. */
abstract class SecuredRedirectHandler {

  @InsteadOfCall(in = "handle")
  static void sendRedirect(Response response, int status, String location, boolean consumeAvailable)
      throws IOException {
    response.sendRedirect(status, (String) RealIp.redirect.apply(location,
        response.getHttpOutput().getHttpChannel().getRequest().getRemoteInetSocketAddress()), consumeAvailable);
  }
}
