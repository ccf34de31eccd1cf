package io.github.realip.woven.jetty12.beside;

import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.ConnectionMetaData;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.Request;
import java.util.function.BiFunction;

/** Makes an {@link OriginConnection}, {@code apply(connection, request)}. Defined beside it. */
public final class OriginConnectionFactory implements BiFunction<Object, Object, Object> {

  @Override
  public Object apply(Object connection, Object request) {
    return new OriginConnection((ConnectionMetaData) connection, (Request) request);
  }
}
