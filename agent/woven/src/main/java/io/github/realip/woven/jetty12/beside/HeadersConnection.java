package io.github.realip.woven.jetty12.beside;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http.HttpField;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http.HttpFields;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.ConnectionMetaData;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.Request;
import java.util.function.BiFunction;

/**
 * A request's connection that also keeps what its headers read as, {@code apply(fields, null)} with those that were
 * sent.
 */
public final class HeadersConnection extends OriginConnection implements BiFunction<Object, Object, Object> {

  private HttpFields sent; // always the same, and a race finds the same twice
  private HttpFields read;
  /** Who wants them as they were sent, to decide by them. */
  private Thread fetching;

  HeadersConnection(ConnectionMetaData connection, Request request) {
    super(connection, request);
  }

  @Override
  HttpFields sent() {
    if (sent == null) {
      fetching = Thread.currentThread();
      HttpFields fields = request.getHeaders();
      fetching = null;
      return fields;
    }
    return sent;
  }

  @Override
  public Object apply(Object fields, Object unused) {
    HttpFields own = (HttpFields) fields;
    sent = own;
    HttpFields known = read;
    if (known != null) {
      return known;
    }
    if (fetching == Thread.currentThread()) {
      return own;
    }
    known = namesClient(own) ? verified(own) : own;
    read = known;
    return known;
  }

  private static boolean namesClient(HttpFields fields) {
    for (HttpField field : fields) {
      if (isWatched(field)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWatched(HttpField field) {
    return (Boolean) RealIp.watched.apply(field.getName(), null);
  }

  private HttpFields verified(HttpFields own) {
    Object kept = getRemoteSocketAddress();
    HttpFields.Mutable fields = HttpFields.build();
    for (HttpField field : own) {
      String name = field.getName();
      if (!isWatched(field)) {
        fields.add(field);
      } else if (!fields.contains(name)) {
        String line = (String) RealIp.verified.apply(kept, name);
        if (line != null) {
          fields.add(new HttpField(field.getHeader(), name, line));
        }
      }
    }
    return fields.asImmutable();
  }
}
