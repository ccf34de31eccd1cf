package io.github.realip.woven.jetty9;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server.Connector;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server.HttpConfiguration;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server.Request;

/** The customizer does nothing: what it writes would be taken for the container's own. */
abstract class ForwardedRequestCustomizerAside {

  public void customize(Connector connector, HttpConfiguration configuration, Request request) {
    try {
      if (RealIp.aside.apply(null, null) != null) {
        return;
      }
    } catch (Throwable any) {
      // then it does its work
    }
    RealIp.original();
  }
}
