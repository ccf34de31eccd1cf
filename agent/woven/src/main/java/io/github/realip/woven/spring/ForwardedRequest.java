package io.github.realip.woven.spring;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.spring.stub.servlet.http.HttpServletRequestWrapper;

/**
 * What Spring's filter hands on: it leaves address, host and port to the request that it wraps, while the agent is at
 * work.
 */
abstract class ForwardedRequest extends HttpServletRequestWrapper {

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
      RealIp.seen.apply(written, new Object[] {"spring-forwarded-header-filter", getAttribute(RealIp.key)});
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

  @Override
  public int getRemotePort() {
    try {
      if (RealIp.own.apply(null, this) != null) {
        return super.getRemotePort();
      }
    } catch (Throwable any) {
      // then its own answer
    }
    return RealIp.originalInt();
  }
}
