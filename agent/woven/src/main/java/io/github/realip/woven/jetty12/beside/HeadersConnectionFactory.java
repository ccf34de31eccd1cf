package io.github.realip.woven.jetty12.beside;

import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.ConnectionMetaData;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.Request;
import java.util.function.BiFunction;

/** Makes a {@link HeadersConnection}, {@code apply(connection, request)}. Defined beside it. */
public final class HeadersConnectionFactory implements BiFunction<Object, Object, Object> {

  @Override
  public Object apply(Object connection, Object request) {
    return new HeadersConnection((ConnectionMetaData) connection, (Request) request);
  }
}
