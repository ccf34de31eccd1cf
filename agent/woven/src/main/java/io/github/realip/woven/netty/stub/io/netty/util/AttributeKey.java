package io.github.realip.woven.netty.stub.io.netty.util;

/** What templates name of it. */
public final class AttributeKey<T> {
  private AttributeKey() {
  }

  public static <T> AttributeKey<T> valueOf(String name) {
    throw new AssertionError(name);
  }
}
