package io.github.realip.woven.grizzly;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.HttpRequestPacket;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Answers Grizzly's own servlets and the request of GlassFish; the packet's own fields stay. */
@SuppressWarnings("unchecked")
abstract class RequestOrigin {

  String scheme;

  abstract HttpRequestPacket getRequest();

  abstract String getRemoteAddr();

  /** Tells the request of GlassFish, whose module sees no attributes of packets, what is kept. */
  public Object getAttribute(String name) {
    try {
      if (name == RealIp.key) {
        return getRequest().getAttributes().getAttribute(name);
      }
    } catch (Throwable any) {
      // then there is none
    }
    return RealIp.original();
  }

  public String getScheme() {
    String own = RealIp.original();
    try {
      getRemoteAddr();
      Object origin = RealIp.origin.apply(getRequest().getAttributes().getAttribute(RealIp.key), own);
      String said = origin == null ? null : ((Supplier<String>) origin).get();
      return said == null ? own : said;
    } catch (Throwable any) {
      return own;
    }
  }

  public boolean isSecure() {
    boolean own = RealIp.originalBoolean();
    try {
      getRemoteAddr();
      Object origin = RealIp.origin.apply(getRequest().getAttributes().getAttribute(RealIp.key), null);
      String said = origin == null ? null : ((Supplier<String>) origin).get();
      return said == null ? own : said.equals("https");
    } catch (Throwable any) {
      return own;
    }
  }

  public String getServerName() {
    String own = RealIp.original();
    try {
      getRemoteAddr();
      Object origin = RealIp.origin.apply(getRequest().getAttributes().getAttribute(RealIp.key), scheme);
      return origin == null ? own : ((UnaryOperator<String>) origin).apply(own);
    } catch (Throwable any) {
      return own;
    }
  }

  public int getServerPort() {
    int own = RealIp.originalInt();
    try {
      getRemoteAddr();
      Object origin = RealIp.origin.apply(getRequest().getAttributes().getAttribute(RealIp.key), scheme);
      return origin == null ? own : ((IntUnaryOperator) origin).applyAsInt(own);
    } catch (Throwable any) {
      return own;
    }
  }
}
