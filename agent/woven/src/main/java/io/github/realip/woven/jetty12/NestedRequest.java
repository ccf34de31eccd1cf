package io.github.realip.woven.jetty12;

import io.github.realip.woven.RealIp;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** The servlet request of {@code ee8} and {@code ee9}. */
abstract class NestedRequest {

  abstract InetSocketAddress getRemoteInetSocketAddress();

  abstract String getRemoteAddr();

  public String getRemoteHost() {
    try {
      InetSocketAddress remote = getRemoteInetSocketAddress();
      if (remote instanceof Supplier) {
        Object client = ((Supplier<?>) remote).get();
        if (client != null) {
          return (String) client;
        }
      }
    } catch (Throwable any) {
      // then the container's own answer
    }
    String host = RealIp.original();
    try {
      return getRemoteInetSocketAddress() instanceof Supplier ? host
          : (String) RealIp.host.apply(host, getRemoteAddr());
    } catch (Throwable any) {
      return host;
    }
  }
}
