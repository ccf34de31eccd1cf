package io.github.realip.woven.vertx.stub.io.vertx.core;

import java.util.List;

/** What templates name of it. */
public interface MultiMap {
  List<String> getAll(String name);
}
