package io.github.realip.woven.vertx.stub.io.vertx.core.net;

/** What templates name of it. */
public interface SocketAddress {
  static SocketAddress inetSocketAddress(int port, String host) {
    throw new AssertionError();
  }

  String host();

  int port();
}
