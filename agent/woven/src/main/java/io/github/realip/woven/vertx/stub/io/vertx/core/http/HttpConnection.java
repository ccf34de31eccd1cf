package io.github.realip.woven.vertx.stub.io.vertx.core.http;

import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;

/** What templates name of it. */
public interface HttpConnection {
  SocketAddress remoteAddress();
}
