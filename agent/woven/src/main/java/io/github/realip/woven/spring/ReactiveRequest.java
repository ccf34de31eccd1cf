package io.github.realip.woven.spring;

import io.github.realip.woven.RealIp;
import java.net.InetSocketAddress;

/** WebFlux's request on Jetty's core and on Undertow, whose answer has a text for a name: here it prints as theirs. */
abstract class ReactiveRequest {

  public InetSocketAddress getRemoteAddress() {
    InetSocketAddress client = RealIp.original();
    try {
      return (InetSocketAddress) RealIp.unnamed.apply(client, null);
    } catch (Throwable any) {
      return client;
    }
  }
}
