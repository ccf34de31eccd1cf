package io.github.realip.woven.spring;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.spring.stub.servlet.http.HttpServletRequest;

/** The filter does nothing while the agent answers scheme, host and port. */
abstract class ForwardedHeaderFilter {

  protected boolean shouldNotFilter(HttpServletRequest request) {
    boolean own = RealIp.originalBoolean();
    try {
      return own || RealIp.aside.apply(null, null) != null;
    } catch (Throwable any) {
      return own;
    }
  }
}
