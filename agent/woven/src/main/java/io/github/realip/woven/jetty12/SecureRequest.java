package io.github.realip.woven.jetty12;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.ConnectionMetaData;
import java.util.function.Supplier;

/** What a TLS connector hands on says that it is secure; the client may be on http all the same. */
@SuppressWarnings("unchecked")
abstract class SecureRequest {

  abstract ConnectionMetaData getConnectionMetaData();

  public boolean isSecure() {
    boolean own = RealIp.originalBoolean();
    try {
      Object origin = RealIp.origin.apply(getConnectionMetaData().getRemoteSocketAddress(), null);
      String scheme = origin == null ? null : ((Supplier<String>) origin).get();
      return scheme == null ? own : scheme.equals("https");
    } catch (Throwable any) {
      return own;
    }
  }
}
