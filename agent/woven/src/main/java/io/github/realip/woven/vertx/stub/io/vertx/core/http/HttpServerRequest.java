package io.github.realip.woven.vertx.stub.io.vertx.core.http;

import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;

/** What templates name of it. */
public interface HttpServerRequest {
  SocketAddress remoteAddress();

  HttpConnection connection();
}
