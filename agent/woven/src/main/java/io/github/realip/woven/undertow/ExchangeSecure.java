package io.github.realip.woven.undertow;

import io.github.realip.woven.RealIp;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** Whether the client came over TLS; Undertow 1.4.0 asks for the scheme instead. */
@SuppressWarnings("unchecked")
abstract class ExchangeSecure {

  InetSocketAddress sourceAddress;

  public boolean isSecure() {
    boolean own = RealIp.originalBoolean();
    try {
      Object origin = RealIp.origin.apply(sourceAddress, null);
      String scheme = origin == null ? null : ((Supplier<String>) origin).get();
      return scheme == null ? own : scheme.equals("https");
    } catch (Throwable any) {
      return own;
    }
  }
}
