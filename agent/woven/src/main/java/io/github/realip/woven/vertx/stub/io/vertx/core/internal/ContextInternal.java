package io.github.realip.woven.vertx.stub.io.vertx.core.internal;

import io.github.realip.woven.vertx.stub.io.vertx.core.Context;
import io.github.realip.woven.vertx.stub.io.vertx.core.spi.context.storage.ContextLocal;
import java.util.concurrent.ConcurrentMap;

/** What templates name of it. */
public interface ContextInternal extends Context {
  ContextLocal<ConcurrentMap<Object, Object>> LOCAL_MAP = null;

  ContextInternal unwrap();

  ConcurrentMap<Object, Object> localContextData();
}
