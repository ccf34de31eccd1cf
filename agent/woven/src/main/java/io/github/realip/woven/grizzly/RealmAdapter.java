package io.github.realip.woven.grizzly;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.grizzly.stub.org.apache.catalina.HttpRequest;
import io.github.realip.woven.grizzly.stub.servlet.ServletRequest;
import java.util.Arrays;
import java.util.List;

/**
 * The redirect of a constraint {@code CONFIDENTIAL} in GlassFish and Payara, which leads to these: the name that stands
 * in the header {@code Host}, and the port of a listener, which are nothing to the proxy's client.
 */
abstract class RealmAdapter {

  private List<String> getHostAndPort(HttpRequest request) {
    List<String> own = RealIp.original();
    try {
      ServletRequest asked = request.getRequest();
      asked.getRemoteAddr();
      Object head = asked.getAttribute(RealIp.key);
      if (RealIp.origin.apply(head, null) == null) {
        return own;
      }
      Object port = RealIp.redirect.apply(Integer.valueOf(own.get(1)), head);
      return Arrays.asList(asked.getServerName(), port.toString());
    } catch (Throwable any) {
      return own;
    }
  }
}
