package io.github.realip.woven.quarkus;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.undertow.stub.io.undertow.server.HttpServerExchange;

/** Headers that name a client, in handlers of the fork of Undertow: {@code %{i,X-Forwarded-For}}. */
abstract class RequestHeaderAttribute {

  String requestHeader;

  public String readAttribute(HttpServerExchange exchange) {
    String own = RealIp.original();
    boolean watched = false;
    try {
      if (own == null) {
        return null;
      }
      watched = (Boolean) RealIp.watched.apply(requestHeader, null);
      return watched ? (String) RealIp.verified.apply(exchange.getSourceAddress(), requestHeader) : own;
    } catch (Throwable any) {
      try {
        return watched || RealIp.clientHeaders.contains(requestHeader.replace('_', '-')) ? null : own;
      } catch (Throwable again) {
        return null;
      }
    }
  }
}
