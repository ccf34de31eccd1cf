package io.github.realip.woven.tomcat;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.tomcat.stub.servlet.http.HttpServletRequestWrapper;

/** What the filter hands on: it leaves address and host to the request that it wraps, while the agent is at work. */
abstract class RemoteIpFilterRequest extends HttpServletRequestWrapper {

  @Override
  public String getRemoteAddr() {
    try {
      if (RealIp.own.apply(null, this) != null) {
        return super.getRemoteAddr();
      }
    } catch (Throwable any) {
      // then its own answer
    }
    String written = RealIp.original();
    try {
      RealIp.seen.apply(written, new Object[] {"remote-ip-filter", getAttribute(RealIp.key)});
    } catch (Throwable any) {
      return written;
    }
    return written;
  }

  @Override
  public String getRemoteHost() {
    try {
      if (RealIp.own.apply(null, this) != null) {
        return super.getRemoteHost();
      }
    } catch (Throwable any) {
      // then its own answer
    }
    return RealIp.original();
  }
}
