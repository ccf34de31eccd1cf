package io.github.realip.woven.jetty12;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http.HttpURI;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.ConnectionMetaData;
import java.util.Map;
import java.util.function.Supplier;

/** The URI from which all environments, handlers and logs have scheme, host and port. */
@SuppressWarnings("unchecked")
abstract class ChannelRequestOrigin {

  abstract ConnectionMetaData getConnectionMetaData();

  public HttpURI getHttpURI() {
    HttpURI own = RealIp.original();
    try {
      Object connection = getConnectionMetaData();
      return connection instanceof Map.Entry ? (HttpURI) ((Map.Entry<String, Object>) connection).setValue(own) : own;
    } catch (Throwable any) {
      return own;
    }
  }

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
