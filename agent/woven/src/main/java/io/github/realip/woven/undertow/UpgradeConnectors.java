package io.github.realip.woven.undertow;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.undertow.stub.io.undertow.server.HttpServerExchange;

/**
 * The first request of a connection that is upgraded to HTTP/2 goes on in a new exchange, with headers that handlers
 * have seen: it is not decided again.
 */
abstract class UpgradeConnectors {

  public static void setRequestStartTime(HttpServerExchange existing, HttpServerExchange continued) {
    try {
      continued.setSourceAddress(existing.getSourceAddress());
    } catch (Throwable any) {
      // then it is decided by its own headers
    }
    RealIp.original();
  }
}
