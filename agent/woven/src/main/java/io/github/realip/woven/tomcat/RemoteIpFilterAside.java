package io.github.realip.woven.tomcat;

import io.github.realip.woven.HandsOn;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.tomcat.stub.servlet.FilterChain;
import io.github.realip.woven.tomcat.stub.servlet.http.HttpServletRequest;
import io.github.realip.woven.tomcat.stub.servlet.http.HttpServletResponse;

/** The filter does nothing, as {@link RemoteIpValveAside}. */
abstract class RemoteIpFilterAside {

  @HandsOn
  public void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
    boolean aside;
    try {
      aside = RealIp.aside.apply(null, null) != null;
    } catch (Throwable any) {
      aside = false;
    }
    if (aside) {
      chain.doFilter(request, response);
      return;
    }
    RealIp.original();
  }
}
