package io.github.realip.woven.vertx.stub.io.vertx.core.spi.context.storage;

/** What templates name of it. */
public interface ContextLocal<T> {
}
