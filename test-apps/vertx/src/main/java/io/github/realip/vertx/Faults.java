package io.github.realip.vertx;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Puts broken functions in the place of those that the agent's woven code calls, as whoami's servlet does. */
final class Faults {
  private static final String BRIDGE = "java.lang.$RealIp";

  private final List<Runnable> repairs = new ArrayList<>();

  /** The functions' names. */
  List<String> names() throws ReflectiveOperationException {
    List<String> names = new ArrayList<>();
    for (Field field : Class.forName(BRIDGE).getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == BiFunction.class) {
        names.add(field.getName());
      }
    }
    return names;
  }

  /** Puts all back. */
  synchronized void reset() {
    repairs.forEach(Runnable::run);
    repairs.clear();
  }

  /** Breaks the function of this name for as long as the file is there. */
  synchronized void put(String name, String kind, String file) throws ReflectiveOperationException {
    Field field = Class.forName(BRIDGE).getField(name);
    Object owner = null;
    for (Field inner : field.get(null).getClass().getDeclaredFields()) {
      if (inner.getName().equals("function") && inner.getType() == BiFunction.class) {
        owner = field.get(null); // which others hold
        inner.setAccessible(true);
        field = inner;
      }
    }
    replace(owner, field, kind, file);
  }

  @SuppressWarnings("unchecked")
  private void replace(Object owner, Field field, String kind, String file) throws ReflectiveOperationException {
    BiFunction<Object, Object, Object> whole = (BiFunction<Object, Object, Object>) field.get(owner);
    BiFunction<Object, Object, Object> broken =
        (first, second) -> new File(file).exists() ? fail(kind, whole, first, second) : whole.apply(first, second);
    repairs.add(0, () -> set(owner, field, whole));
    set(owner, field, broken);
  }

  private static Object fail(String kind, BiFunction<Object, Object, Object> whole, Object first, Object second) {
    switch (kind) {
      case "throw":
        throw new IllegalArgumentException("whoami's own fault");
      case "overflow":
        throw new StackOverflowError("whoami's own fault");
      case "wrong":
        return new Object[] {first, second};
      default:
        return whole.apply(first, second); // there is no request yet that could be asked
    }
  }

  private static void set(Object owner, Field field, Object value) {
    try {
      field.set(owner, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
