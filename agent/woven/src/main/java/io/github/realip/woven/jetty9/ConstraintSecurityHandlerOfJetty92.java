package io.github.realip.woven.jetty9;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server.Response;
import java.io.IOException;

/** The redirect of a constraint {@code CONFIDENTIAL}: the port of a connector is nothing to the client of a proxy. */
abstract class ConstraintSecurityHandlerOfJetty92 {

  @InsteadOfCall(in = "checkUserDataPermissions")
  static void sendRedirect(Response response, String location) throws IOException {
    response.sendRedirect((String) RealIp.redirect.apply(location,
        response.getHttpOutput().getHttpChannel().getRequest().getRemoteInetSocketAddress()));
  }
}
