package io.github.realip.woven.jetty12;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import java.net.InetSocketAddress;

/** The customizer may do all its work but write the address. */
abstract class ForwardedRequestCustomizer {

  @InsteadOfCall(in = "customize", ofStatic = InetSocketAddress.class)
  static InetSocketAddress createUnresolved(String host, int port) {
    return (InetSocketAddress) RealIp.own.apply(InetSocketAddress.createUnresolved(host, port), null);
  }
}
