package io.github.realip.woven.netty.stub.io.netty.util;

/** What templates name of it. */
public interface Attribute<T> {
  T get();

  void set(T value);
}
