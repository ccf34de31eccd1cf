package io.github.realip.woven.undertow;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.undertow.stub.io.undertow.server.HttpServerExchange;
import java.util.function.Supplier;

/** Undertow prints an address itself and knows one form of IPv6 only; the answer brings its text along. */
abstract class ServletRequest {

  abstract HttpServerExchange getExchange();

  public String getRemoteAddr() {
    try {
      Object source = getExchange().getSourceAddress();
      Object text = source instanceof Supplier ? ((Supplier<?>) source).get() : null;
      if (text != null) {
        return (String) text;
      }
    } catch (Throwable any) {
      // then the container's own text
    }
    return RealIp.original();
  }
}
