package io.github.realip.woven.grizzly;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.server.Request;
import java.util.function.Supplier;

/** The request of GlassFish 5 and Payara asks Grizzly's for scheme and name; for the rest it has code of its own. */
@SuppressWarnings("unchecked")
abstract class CatalinaOrigin {

  Request coyoteRequest;

  /** Tells GlassFish's security, whose module does not see Grizzly's request, what is kept. */
  public Object getAttribute(String name) {
    try {
      if (name == RealIp.key) {
        return coyoteRequest.getAttribute(name);
      }
    } catch (Throwable any) {
      // then there is none
    }
    return RealIp.original();
  }

  public boolean isSecure() {
    boolean own = RealIp.originalBoolean();
    try {
      coyoteRequest.getRemoteAddr();
      Object origin = RealIp.origin.apply(coyoteRequest.getAttribute(RealIp.key), null);
      String said = origin == null ? null : ((Supplier<String>) origin).get();
      return said == null ? own : said.equals("https");
    } catch (Throwable any) {
      return own;
    }
  }

  public int getServerPort() {
    int own = RealIp.originalInt();
    try {
      coyoteRequest.getRemoteAddr();
      Object origin = RealIp.origin.apply(coyoteRequest.getAttribute(RealIp.key), null);
      return origin == null ? own : coyoteRequest.getServerPort();
    } catch (Throwable any) {
      return own;
    }
  }
}
