package io.github.realip.woven.jetty9;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server.Response;
import java.io.IOException;

/** As {@link ConstraintSecurityHandlerOfJetty92}, since Jetty 9.4. */
abstract class ConstraintSecurityHandler {

  @InsteadOfCall(in = "checkUserDataPermissions")
  static void sendRedirect(Response response, String location, boolean consumeAvailable) throws IOException {
    response.sendRedirect((String) RealIp.redirect.apply(location,
        response.getHttpOutput().getHttpChannel().getRequest().getRemoteInetSocketAddress()), consumeAvailable);
  }
}
