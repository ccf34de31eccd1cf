package io.github.realip.woven.quarkus.stub.io.vertx.core.net;

/** What templates name of it. */
public interface SocketAddress {
}
