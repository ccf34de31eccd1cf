package io.github.realip.woven.vertx.stub.io.vertx.core.http;

/** What templates name of it. */
public interface ServerWebSocket {
}
