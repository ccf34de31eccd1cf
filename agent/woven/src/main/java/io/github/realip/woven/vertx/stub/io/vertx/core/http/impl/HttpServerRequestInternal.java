package io.github.realip.woven.vertx.stub.io.vertx.core.http.impl;

import io.github.realip.woven.vertx.stub.io.vertx.core.Context;
import io.github.realip.woven.vertx.stub.io.vertx.core.http.HttpServerRequest;

/** What templates name of it. */
public abstract class HttpServerRequestInternal implements HttpServerRequest {
  public abstract Context context();
}
