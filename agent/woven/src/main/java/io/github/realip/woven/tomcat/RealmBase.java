package io.github.realip.woven.tomcat;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.tomcat.stub.org.apache.catalina.connector.Response;
import java.io.IOException;

/** The redirect of a constraint {@code CONFIDENTIAL}: the port of a connector is nothing to the proxy's client. */
abstract class RealmBase {

  @InsteadOfCall(in = "hasUserDataPermission")
  static void sendRedirect(Response response, String location, int status) throws IOException {
    response.sendRedirect(
        (String) RealIp.redirect.apply(location, response.getRequest().getAttribute(RealIp.key)), status);
  }
}
