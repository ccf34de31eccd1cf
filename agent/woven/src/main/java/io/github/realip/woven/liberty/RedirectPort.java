package io.github.realip.woven.liberty;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.liberty.stub.com.ibm.websphere.servlet.request.IRequest;
import io.github.realip.woven.liberty.stub.com.ibm.websphere.servlet.request.extended.IRequestExtended;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.ee7.HttpInboundConnectionExtended;

/** The redirect of a constraint {@code CONFIDENTIAL}, which takes the port of an endpoint from this attribute. */
abstract class RedirectPort {

  IRequest _request;

  abstract String getRemoteAddr();

  public Object getPrivateAttribute(String name) {
    Object own = RealIp.original();
    try {
      if (own == null || !name.equals("SecurityRedirectPort")) {
        return own;
      }
      getRemoteAddr();
      HttpInboundConnectionExtended link =
          (HttpInboundConnectionExtended) ((IRequestExtended) _request).getHttpInboundConnection();
      return RealIp.redirect.apply(own, link.getVC().getStateMap().get(link.getHttpInboundLink().getChannelAccessor()));
    } catch (Throwable any) {
      return own;
    }
  }
}
