package io.github.realip.woven.jetty9;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server.Request;
import java.net.InetSocketAddress;

/** The customizer may do all its work but write the address. */
abstract class ForwardedRequestCustomizer {

  @InsteadOfCall(in = "customize")
  static void setRemoteAddr(Request request, InetSocketAddress written) {
    request.setRemoteAddr((InetSocketAddress) RealIp.own.apply(
        RealIp.seen.apply(written, new Object[] {"jetty-forwarded", request.getRemoteInetSocketAddress()}),
        request.getRemoteInetSocketAddress()));
  }
}
