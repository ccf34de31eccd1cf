package io.github.realip.woven.jetty12.beside;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http.HttpURI;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.ConnectionMetaData;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.Request;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.util.HostPort;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A request's connection that also keeps what URI the client asked for. Woven code knows it as an entry: who sets the
 * URI that has arrived gets the client's; the value is the URI, and the key the name of the host, that have arrived.
 */
@SuppressWarnings("unchecked")
public class OriginConnection extends ClientConnection implements Map.Entry<String, Object> {

  private HttpURI arrived; // a race finds the same twice
  private HttpURI asked;

  OriginConnection(ConnectionMetaData connection, Request request) {
    super(connection, request);
  }

  @Override
  public String getKey() {
    HttpURI uri = arrived;
    return uri == null || !uri.hasAuthority() ? null : HostPort.normalizeHost(uri.getHost());
  }

  @Override
  public Object getValue() {
    return arrived;
  }

  @Override
  public Object setValue(Object uri) {
    HttpURI known = asked;
    if (known == null || uri != arrived) {
      known = asked((HttpURI) uri);
      arrived = (HttpURI) uri;
      asked = known;
    }
    return known;
  }

  private HttpURI asked(HttpURI own) {
    Object origin = RealIp.origin.apply(getRemoteSocketAddress(), own.getScheme());
    if (origin == null) {
      return own;
    }
    String said = ((Supplier<String>) origin).get();
    String scheme = said == null ? own.getScheme() : said;
    String host = ((UnaryOperator<String>) origin).apply(own.getHost());
    int ownPort = own.getPort() > 0 ? own.getPort() : defaultPort(own.getScheme());
    int port = ((IntUnaryOperator) origin).applyAsInt(ownPort);
    if (said == null && host == own.getHost() && port == ownPort) {
      return own; // and not one that is only equal to it
    }
    HttpURI.Mutable uri = HttpURI.build(own).scheme(scheme);
    if (host != null) {
      uri.authority(host, port == defaultPort(scheme) ? 0 : port);
    }
    return uri.asImmutable();
  }

  private static int defaultPort(String scheme) {
    return "https".equals(scheme) ? 443 : 80;
  }
}
