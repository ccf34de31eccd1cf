package io.github.realip.woven.liberty;

import io.github.realip.woven.RealIp;

/** The servlet request, which asks the dispatcher for the address. */
abstract class ServletRequest {

  abstract String getRemoteAddr();

  public String getRemoteHost() {
    String host = RealIp.original();
    try {
      return (String) RealIp.host.apply(host, getRemoteAddr());
    } catch (Throwable any) {
      return host;
    }
  }
}
