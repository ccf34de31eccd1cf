package io.github.realip.woven.unknown;

import io.github.realip.woven.RealIp;

/** The host of such a request, where the class does not inherit it. */
abstract class ServletRequestHost {

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
