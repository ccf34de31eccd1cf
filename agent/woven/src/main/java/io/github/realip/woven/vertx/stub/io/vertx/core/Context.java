package io.github.realip.woven.vertx.stub.io.vertx.core;

import io.github.realip.woven.vertx.stub.io.vertx.core.spi.context.storage.ContextLocal;

/** What templates name of it: one method of Vert.x 4 and one of 5. */
public interface Context {
  <T> T getLocal(Object key);

  <T> T getLocal(ContextLocal<T> key);
}
