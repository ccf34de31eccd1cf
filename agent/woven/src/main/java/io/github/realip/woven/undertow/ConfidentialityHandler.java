package io.github.realip.woven.undertow;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.undertow.stub.io.undertow.server.HttpServerExchange;
import java.net.URI;

/** The redirect of a constraint {@code CONFIDENTIAL}: the port of a listener is nothing to the proxy's client. */
abstract class ConfidentialityHandler {

  protected URI getRedirectURI(HttpServerExchange exchange) {
    URI own = RealIp.original();
    try {
      String location = own.toString();
      String redirect = (String) RealIp.redirect.apply(location, exchange.getSourceAddress());
      return redirect.equals(location) ? own : new URI(redirect);
    } catch (Throwable any) {
      return own;
    }
  }
}
