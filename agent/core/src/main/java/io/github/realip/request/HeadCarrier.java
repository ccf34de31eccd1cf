package io.github.realip.request;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Keeps the head of a request where a container has no other place for it: {@code apply(stream, head)} is the stream
 * that its body is read from, and a {@code Supplier} of the head.
 */
final class HeadCarrier implements BiFunction<Object, Object, Object> {

  @Override
  public Object apply(Object stream, Object head) {
    return new Carrier((InputStream) stream, head);
  }

  /** The container's own stream in all but its class. */
  private static final class Carrier extends FilterInputStream implements Supplier<Object> {

    private final Object head;

    Carrier(InputStream stream, Object head) {
      super(stream);
      this.head = head;
    }

    @Override
    public int read(byte[] bytes) throws IOException {
      return in.read(bytes);
    }

    @Override
    public Object get() {
      return head;
    }
  }
}
