package io.github.realip.woven.tomcat;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.tomcat.stub.org.apache.coyote.Request;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Answers whoever asks the innermost request: application, redirects, session cookies, filters, log. Coyote's own
 * fields stay, by which the request was mapped to its host and context.
 */
@SuppressWarnings("unchecked")
abstract class RequestOrigin {

  abstract Request getCoyoteRequest();

  abstract String getRemoteAddr();

  public String getScheme() {
    String own = RealIp.original();
    try {
      getRemoteAddr();
      Object origin = RealIp.origin.apply(getCoyoteRequest().getAttribute(RealIp.key), own);
      String scheme = origin == null ? null : ((Supplier<String>) origin).get();
      return scheme == null ? own : scheme;
    } catch (Throwable any) {
      return own;
    }
  }

  public boolean isSecure() {
    boolean own = RealIp.originalBoolean();
    try {
      getRemoteAddr();
      Object origin = RealIp.origin.apply(getCoyoteRequest().getAttribute(RealIp.key), null);
      String scheme = origin == null ? null : ((Supplier<String>) origin).get();
      return scheme == null ? own : scheme.equals("https");
    } catch (Throwable any) {
      return own;
    }
  }

  public String getServerName() {
    String own = RealIp.original();
    try {
      getRemoteAddr();
      Request coyote = getCoyoteRequest();
      Object origin = RealIp.origin.apply(coyote.getAttribute(RealIp.key), coyote.scheme().toString());
      return origin == null ? own : ((UnaryOperator<String>) origin).apply(own);
    } catch (Throwable any) {
      return own;
    }
  }

  public int getServerPort() {
    int own = RealIp.originalInt();
    try {
      getRemoteAddr();
      Request coyote = getCoyoteRequest();
      Object origin = RealIp.origin.apply(coyote.getAttribute(RealIp.key), coyote.scheme().toString());
      return origin == null ? own : ((IntUnaryOperator) origin).applyAsInt(own);
    } catch (Throwable any) {
      return own;
    }
  }
}
