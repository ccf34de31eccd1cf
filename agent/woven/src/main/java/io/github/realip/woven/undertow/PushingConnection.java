package io.github.realip.woven.undertow;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.undertow.stub.io.undertow.server.HttpServerExchange;
import io.github.realip.woven.undertow.stub.io.undertow.util.HttpString;
import java.net.InetSocketAddress;

/** The headers of a pushed request are the application's: they say nothing about the client. */
abstract class PushingConnection {

  @InsteadOfCall(in = "pushResource")
  static HttpServerExchange setRequestMethod(HttpServerExchange pushed, HttpString method) {
    return pushed.setRequestMethod(method)
        .setSourceAddress((InetSocketAddress) RealIp.client.apply(null, pushed.getSourceAddress()));
  }
}
