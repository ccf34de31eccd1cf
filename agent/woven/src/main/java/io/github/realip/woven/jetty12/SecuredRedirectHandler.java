package io.github.realip.woven.jetty12;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http.HttpHeader;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.Response;

/** Redirects all that is not secure: the port of a connector is nothing to the proxy's client. */
abstract class SecuredRedirectHandler {

  @InsteadOfCall(in = "handle")
  static void setStatus(Response response, int status) {
    response.getHeaders().put(HttpHeader.LOCATION,
        (String) RealIp.redirect.apply(response.getHeaders().get(HttpHeader.LOCATION),
            response.getRequest().getConnectionMetaData().getRemoteSocketAddress()));
    response.setStatus(status);
  }
}
