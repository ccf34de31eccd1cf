package io.github.realip.benchmarks.call;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The bridge of the agent in this process, if there is one. A benchmark's request has passed where its head is
 * taken, so {@link LiveRequest#forget} has to take it again, as the container does for the next request.
 */
final class Woven {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final Class<?> BRIDGE = bridge();

  /** The function that is asked for heads, or {@code null} without the agent. */
  @SuppressWarnings("unchecked")
  static final BiFunction<Object, Object, Object> HEAD = (BiFunction<Object, Object, Object>) field("head");
  /** The name under which heads are kept, or {@code null} without the agent. */
  static final String KEY = (String) field("key");

  private Woven() {
  }

  /** A method of a container that only the container's own classes may call. */
  static MethodHandle method(Class<?> owner, String name, Class<?>... parameters) {
    try {
      return MethodHandles.privateLookupIn(owner, LOOKUP).unreflect(owner.getDeclaredMethod(name, parameters));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What sets a field of a class of the agent's beside the container's, or of one above it. */
  static MethodHandle setter(Class<?> type, String name) {
    Class<?> owner = type;
    while (Stream.of(owner.getDeclaredFields()).noneMatch(field -> field.getName().equals(name))) {
      owner = owner.getSuperclass();
    }
    try {
      return MethodHandles.privateLookupIn(owner, LOOKUP).unreflectSetter(owner.getDeclaredField(name));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> bridge() {
    try {
      return Class.forName("java.lang.$RealIp");
    } catch (ClassNotFoundException withoutTheAgent) {
      return null;
    }
  }

  private static Object field(String name) {
    try {
      return BRIDGE == null ? null : BRIDGE.getField(name).get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
