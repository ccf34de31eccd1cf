package io.github.realip.request;

import java.util.function.BiFunction;

/** A function for woven code that stands for a call and can catch nothing itself: if it fails, its first argument. */
final class Guarded implements BiFunction<Object, Object, Object> {

  private BiFunction<Object, Object, Object> function; // tests of faults put another one in

  Guarded(BiFunction<Object, Object, Object> function) {
    this.function = function;
  }

  @Override
  public Object apply(Object first, Object second) {
    try {
      Object result = function.apply(first, second);
      boolean fits = result == first || result == second
          || first != null && result != null && first.getClass() == result.getClass();
      return fits ? result : first;
    } catch (Throwable any) {
      return first;
    }
  }
}
