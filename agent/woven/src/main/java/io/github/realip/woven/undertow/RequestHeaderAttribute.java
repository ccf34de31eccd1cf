package io.github.realip.woven.undertow;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.undertow.stub.io.undertow.server.HttpServerExchange;
import io.github.realip.woven.undertow.stub.io.undertow.util.HttpString;

/** Headers that name a client, in the access log and in predicates: {@code %{i,X-Forwarded-For}}. */
abstract class RequestHeaderAttribute {

  HttpString requestHeader;

  public String readAttribute(HttpServerExchange exchange) {
    String own = RealIp.original();
    boolean watched = false;
    try {
      if (own == null) {
        return null;
      }
      watched = (Boolean) RealIp.watched.apply(requestHeader.toString(), null);
      return watched ? (String) RealIp.verified.apply(exchange.getSourceAddress(), requestHeader.toString()) : own;
    } catch (Throwable any) {
      try {
        return watched || RealIp.clientHeaders.contains(requestHeader.toString().replace('_', '-')) ? null : own;
      } catch (Throwable again) {
        return null;
      }
    }
  }
}
