package io.github.realip.woven.vertx.stub.io.vertx.core;

/** What templates name of it. */
public interface Handler<T> {
}
