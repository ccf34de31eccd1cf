package io.github.realip.woven.vertx.stub.io.vertx.core.internal.http;

import io.github.realip.woven.vertx.stub.io.vertx.core.http.HttpServerRequest;
import io.github.realip.woven.vertx.stub.io.vertx.core.internal.ContextInternal;

/** What templates name of it. */
public abstract class HttpServerRequestInternal implements HttpServerRequest {
  public abstract ContextInternal context();
}
