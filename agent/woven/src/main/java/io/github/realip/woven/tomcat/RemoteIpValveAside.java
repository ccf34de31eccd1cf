package io.github.realip.woven.tomcat;

import io.github.realip.woven.HandsOn;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.tomcat.stub.org.apache.catalina.Valve;
import io.github.realip.woven.tomcat.stub.org.apache.catalina.connector.Request;
import io.github.realip.woven.tomcat.stub.org.apache.catalina.connector.Response;

/** The valve does nothing: what it writes would be taken for the container's own. */
abstract class RemoteIpValveAside {

  abstract Valve getNext();

  @HandsOn
  public void invoke(Request request, Response response) {
    boolean aside;
    try {
      aside = RealIp.aside.apply(null, null) != null;
    } catch (Throwable any) {
      aside = false;
    }
    if (aside) {
      getNext().invoke(request, response);
      return;
    }
    RealIp.original();
  }
}
