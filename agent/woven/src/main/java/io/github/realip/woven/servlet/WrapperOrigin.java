package io.github.realip.woven.servlet;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.servlet.stub.servlet.http.HttpServletRequestWrapper;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a filter hands on, Tomcat's or Spring's, stays as it is. While rules are only observed it is compared, after
 * that of the request inside.
 */
@SuppressWarnings("unchecked")
abstract class WrapperOrigin extends HttpServletRequestWrapper {

  @Override
  public String getScheme() {
    String written = RealIp.original();
    try {
      getRemoteAddr(); // tells whose answers these are
      Object[] kept = {getAttribute(RealIp.key)};
      Object origin = RealIp.origin.apply(kept, super.getScheme());
      if (origin != null) {
        ((Supplier<String>) origin).get();
        ((Supplier<String>) RealIp.origin.apply(kept, written)).get();
      }
      return written;
    } catch (Throwable any) {
      return written;
    }
  }

  @Override
  public String getServerName() {
    String written = RealIp.original();
    try {
      getRemoteAddr();
      String inside = super.getServerName(); // which asks, too
      Object origin = RealIp.origin.apply(new Object[] {getAttribute(RealIp.key)}, super.getScheme());
      if (origin != null) {
        ((UnaryOperator<String>) origin).apply(inside);
        ((UnaryOperator<String>) origin).apply(written);
      }
      return written;
    } catch (Throwable any) {
      return written;
    }
  }

  @Override
  public int getServerPort() {
    int written = RealIp.originalInt();
    try {
      getRemoteAddr();
      int inside = super.getServerPort(); // which asks, too
      Object origin = RealIp.origin.apply(new Object[] {getAttribute(RealIp.key)}, super.getScheme());
      if (origin != null) {
        ((IntUnaryOperator) origin).applyAsInt(inside);
        ((IntUnaryOperator) origin).applyAsInt(written);
      }
      return written;
    } catch (Throwable any) {
      return written;
    }
  }
}
