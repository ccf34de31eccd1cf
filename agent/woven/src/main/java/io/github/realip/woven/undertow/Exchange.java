package io.github.realip.woven.undertow;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.undertow.stub.io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;

/** What a handler writes over an answer stays known as decided, so that no later dispatch decides again. */
abstract class Exchange {

  InetSocketAddress sourceAddress;

  public HttpServerExchange setSourceAddress(InetSocketAddress address) {
    try {
      address = (InetSocketAddress) RealIp.written.apply(address, sourceAddress);
    } catch (Throwable any) {
      // then as it was written
    }
    return RealIp.original();
  }
}
