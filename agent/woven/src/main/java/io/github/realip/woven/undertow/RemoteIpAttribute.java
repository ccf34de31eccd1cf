package io.github.realip.woven.undertow;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.undertow.stub.io.undertow.server.HttpServerExchange;
import java.util.function.Supplier;

/** The access log's {@code %a}: as the servlet request, it has the text of the answer. */
abstract class RemoteIpAttribute {

  public String readAttribute(HttpServerExchange exchange) {
    try {
      Object source = exchange.getSourceAddress();
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
