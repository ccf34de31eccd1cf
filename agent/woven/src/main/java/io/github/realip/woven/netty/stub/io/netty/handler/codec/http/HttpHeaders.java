package io.github.realip.woven.netty.stub.io.netty.handler.codec.http;

import java.util.List;

/** What templates name of it. */
public abstract class HttpHeaders {
  public abstract String get(String name);

  public abstract List<String> getAll(String name);
}
