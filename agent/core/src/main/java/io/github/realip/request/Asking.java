package io.github.realip.request;

import java.util.function.BiFunction;

/**
 * Keeps woven code from asking itself, where a container's own methods may ask it in turn: {@code apply(TRUE, null)}
 * begins a question of this thread, and is {@code null} while it has another one open; {@code apply(null, null)} ends
 * it.
 */
final class Asking implements BiFunction<Object, Object, Object> {

  private final ThreadLocal<Object> open = new ThreadLocal<Object>();

  @Override
  public Object apply(Object begins, Object unused) {
    if (begins == null) {
      open.remove();
      return null;
    }
    if (open.get() != null) {
      return null;
    }
    open.set(begins); // a JDK type, so that a thread that outlives the agent holds nothing of it
    return begins;
  }
}
