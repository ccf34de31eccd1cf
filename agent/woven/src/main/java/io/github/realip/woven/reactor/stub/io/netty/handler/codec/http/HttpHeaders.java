package io.github.realip.woven.reactor.stub.io.netty.handler.codec.http;

import java.util.List;

/** What templates name of it. */
public abstract class HttpHeaders {
  public abstract List<String> getAll(String name);
}
