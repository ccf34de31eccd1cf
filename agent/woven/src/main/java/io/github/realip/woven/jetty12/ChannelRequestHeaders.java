package io.github.realip.woven.jetty12;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http.HttpField;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http.HttpFields;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.ConnectionMetaData;
import java.util.function.BiFunction;

/**
 * Headers that name a client, for all environments, handlers, logs and WebSocket handshakes. What they read as is kept
 * by the connection of ours; where there is none such headers are absent.
 */
@SuppressWarnings("unchecked")
abstract class ChannelRequestHeaders {

  abstract ConnectionMetaData getConnectionMetaData();

  public HttpFields getHeaders() {
    HttpFields own = RealIp.original();
    try {
      Object connection = getConnectionMetaData();
      if (connection instanceof BiFunction) {
        return (HttpFields) ((BiFunction<Object, Object, Object>) connection).apply(own, null);
      }
    } catch (Throwable any) {
      // then without them
    }
    try {
      HttpFields.Mutable others = HttpFields.build();
      for (HttpField field : (Iterable<HttpField>) own) {
        if (!RealIp.clientHeaders.contains(field.getName().replace('_', '-'))) {
          others.add(field);
        }
      }
      return others.asImmutable();
    } catch (Throwable any) {
      return null;
    }
  }
}
