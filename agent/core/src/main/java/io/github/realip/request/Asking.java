package io.github.realip.request;

import java.util.function.BiFunction;

/**
 * What woven code notes of its question about a request, where a container's own methods may ask it in turn:
 * {@code apply(null, null)} is an array of this thread. While its first element is not {@code null}, a question is open
 * and every other answer is the container's own. Who wants the head by which an address is decided puts anything into
 * the second and finds it there. To end a question takes no call, which could fail at the end of a stack.
 */
final class Asking implements BiFunction<Object, Object, Object> {

  private final ThreadLocal<Object[]> ofThread = new ThreadLocal<Object[]>();

  @Override
  public Object apply(Object unused, Object unusedToo) {
    Object[] asking = ofThread.get();
    if (asking == null) {
      asking = new Object[2]; // of a JDK type, so that a thread that outlives the agent holds nothing of it
      ofThread.set(asking);
    }
    return asking;
  }
}
