package io.github.realip.woven.vertx.stub.io.vertx.core.http.impl;

import io.github.realip.woven.vertx.stub.io.vertx.core.MultiMap;

/** What templates name of it. */
public abstract class HttpRequestHead {
  public abstract MultiMap headers();
}
