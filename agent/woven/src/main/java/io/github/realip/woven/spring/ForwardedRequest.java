package io.github.realip.woven.spring;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.spring.stub.servlet.http.HttpServletRequest;
import io.github.realip.woven.spring.stub.servlet.http.HttpServletRequestWrapper;
import java.util.function.BiFunction;

/**
 * What Spring's filter hands on: it leaves address, host and port to the request that it wraps, while the agent is at
 * work.
 */
@SuppressWarnings("unchecked")
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
      Object kept = getAttribute(RealIp.key);
      Object head = kept;
      String peer = super.getRemoteAddr();
      if (head == null) { // of a container that keeps it in its own place
        head = RealIp.head.apply(peer, null);
        while (head instanceof BiFunction) {
          head = ((BiFunction<Object, Object, Object>) head)
              .apply(peer, ((HttpServletRequest) getRequest()).getHeaders(head.toString()));
        }
      }
      Object[] by = {"spring-forwarded-header-filter", head, peer};
      RealIp.seen.apply(written, by);
      if (by[1] != head) {
        setAttribute(RealIp.key, by[1]); // so that the request is counted once
      }
      return written;
    } catch (Throwable any) {
      return written;
    }
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
