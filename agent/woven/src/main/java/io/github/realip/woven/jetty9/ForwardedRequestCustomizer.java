package io.github.realip.woven.jetty9;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server.Request;
import java.net.InetSocketAddress;
import java.util.function.BiFunction;

/** The customizer may do all its work but write the address. */
@SuppressWarnings("unchecked")
abstract class ForwardedRequestCustomizer {

  @InsteadOfCall(in = "customize")
  static void setRemoteAddr(Request request, InetSocketAddress written) {
    request.setRemoteAddr((InetSocketAddress) RealIp.own.apply(
        ((BiFunction<Object, Object, Object>) RealIp.seen.apply("jetty-forwarded", null))
            .apply(written, request.getRemoteInetSocketAddress()),
        request.getRemoteInetSocketAddress()));
  }
}
