package io.github.realip.woven.spring;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.spring.stub.org.springframework.http.server.reactive.ServerHttpRequest;
import java.net.InetSocketAddress;

/**
 * Spring Cloud Gateway asks who its peer is, to decide whether to pass on what that says, and to add it to the list for
 * the next hop.
 */
abstract class GatewayHeaders {

  @InsteadOfCall(in = "filter")
  static InetSocketAddress getRemoteAddress(ServerHttpRequest request) {
    return (InetSocketAddress) RealIp.peer.apply(request.getRemoteAddress(), request.getRemoteAddress());
  }
}
