package io.github.realip.woven.vertx.stub.io.vertx.core.impl;

import io.github.realip.woven.vertx.stub.io.vertx.core.Context;

/** What templates name of it. */
public interface ContextInternal extends Context {
  ContextInternal unwrap();

  void putLocal(Object key, Object value);
}
