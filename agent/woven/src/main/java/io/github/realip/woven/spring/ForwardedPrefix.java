package io.github.realip.woven.spring;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.spring.stub.servlet.http.HttpServletRequest;

/** {@code X-Forwarded-Prefix} is not read, which Spring before 5.1 believes of anybody. */
abstract class ForwardedPrefix {

  private static String getForwardedPrefix(HttpServletRequest request) {
    String own = RealIp.original();
    try {
      return RealIp.aside.apply(null, null) == null ? own : null;
    } catch (Throwable any) {
      return own;
    }
  }
}
