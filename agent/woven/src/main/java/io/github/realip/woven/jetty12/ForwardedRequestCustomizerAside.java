package io.github.realip.woven.jetty12;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http.HttpFields;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.Request;

/** The customizer does nothing: what it writes would be taken for the container's own. */
abstract class ForwardedRequestCustomizerAside {

  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    try {
      if (RealIp.aside.apply(null, null) != null) {
        return request;
      }
    } catch (Throwable any) {
      // then it does its work
    }
    return RealIp.original();
  }
}
