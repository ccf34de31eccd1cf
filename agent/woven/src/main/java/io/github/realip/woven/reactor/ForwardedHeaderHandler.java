package io.github.realip.woven.reactor;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.netty.stub.io.netty.handler.codec.http.HttpRequest;
import io.github.realip.woven.reactor.stub.reactor.netty.http.server.ConnectionInfo;
import java.net.InetSocketAddress;

/** What {@code forwarded(true)} makes of headers: scheme and host are its own, the address is not. */
abstract class ForwardedHeaderHandler {

  public ConnectionInfo apply(ConnectionInfo info, HttpRequest request) {
    ConnectionInfo written = RealIp.original();
    try {
      InetSocketAddress own = info.getRemoteAddress();
      return written.withRemoteAddress((InetSocketAddress) RealIp.own.apply(written.getRemoteAddress(), own));
    } catch (Throwable any) {
      return written;
    }
  }
}
