package io.github.realip.woven.quarkus.stub.io.vertx.core.http;

import io.github.realip.woven.quarkus.stub.io.vertx.core.net.SocketAddress;

/** What templates name of it. */
public interface HttpConnection {
  SocketAddress remoteAddress();
}
