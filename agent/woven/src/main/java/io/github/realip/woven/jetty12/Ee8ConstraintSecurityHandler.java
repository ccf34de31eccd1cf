package io.github.realip.woven.jetty12;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.ee8.nested.Response;
import java.io.IOException;

/** As {@link SecurityHandler}, in the environment {@code ee8}. */
abstract class Ee8ConstraintSecurityHandler {

  @InsteadOfCall(in = "checkUserDataPermissions")
  static void sendRedirect(Response response, String location, boolean consumeAvailable) throws IOException {
    response.sendRedirect((String) RealIp.redirect.apply(location,
        response.getHttpChannel().getRequest().getRemoteInetSocketAddress()), consumeAvailable);
  }
}
