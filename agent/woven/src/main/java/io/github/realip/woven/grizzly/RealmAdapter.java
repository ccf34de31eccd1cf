package io.github.realip.woven.grizzly;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.grizzly.stub.org.apache.catalina.HttpRequest;
import io.github.realip.woven.grizzly.stub.servlet.ServletRequest;
import java.util.Arrays;
import java.util.List;

/**
 * The redirect of a constraint {@code CONFIDENTIAL} in GlassFish and Payara, which leads to these: the name is the
 * request's, but the port is a listener's, which is nothing to the proxy's client.
 */
abstract class RealmAdapter {

  private List<String> getHostAndPort(HttpRequest request) {
    List<String> own = RealIp.original();
    try {
      ServletRequest asked = request.getRequest();
      asked.getRemoteAddr();
      Object port = RealIp.redirect.apply(Integer.valueOf(own.get(1)), asked.getAttribute(RealIp.key));
      return Arrays.asList(own.get(0), port.toString());
    } catch (Throwable any) {
      return own;
    }
  }
}
