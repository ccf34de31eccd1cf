package io.github.realip.woven.jetty12;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http.HttpFields;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http.HttpURI;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.Request;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The customizer does nothing: what it writes would be taken for the container's own. While rules are only observed,
 * what it hands on is compared.
 */
@SuppressWarnings("unchecked")
abstract class ForwardedRequestCustomizerAside {

  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    try {
      if (RealIp.aside.apply(null, null) != null) {
        return request;
      }
    } catch (Throwable any) {
      // then it does its work
    }
    Request customized = RealIp.original();
    try {
      HttpURI uri = customized.getHttpURI();
      Object[] kept = {request.getConnectionMetaData().getRemoteSocketAddress()};
      Object origin = RealIp.origin.apply(kept, uri.getScheme());
      if (origin != null && customized != request) {
        Request.getRemoteAddr(customized); // tells whose answers these are
        ((Supplier<String>) origin).get();
        ((UnaryOperator<String>) origin).apply(uri.getHost());
        int port = uri.getPort();
        ((IntUnaryOperator) origin).applyAsInt(port > 0 ? port : "https".equals(uri.getScheme()) ? 443 : 80);
      }
      return customized;
    } catch (Throwable any) {
      return customized;
    }
  }
}
