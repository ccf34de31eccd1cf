package io.github.realip.request;

import java.net.InetSocketAddress;
import java.util.function.BiFunction;

/** A function for woven code that stands for a call and can catch nothing itself: if it fails, its first argument. */
final class Guarded implements BiFunction<Object, Object, Object> {

  private BiFunction<Object, Object, Object> function; // tests of faults put another one in
  private final BiFunction<Object, Object, Object> faults;

  /** Tells failures to {@code faults}, with the function's name. */
  Guarded(BiFunction<Object, Object, Object> function, BiFunction<Object, Object, Object> faults) {
    this.function = function;
    this.faults = faults;
  }

  @Override
  public Object apply(Object first, Object second) {
    try {
      Object result = function.apply(first, second);
      boolean isOfOneType = first != null && result != null && first.getClass() == result.getClass()
          || first instanceof InetSocketAddress && result instanceof InetSocketAddress; // an answer is one of our own
      if (result == first || result == second || isOfOneType) {
        return result;
      }
      throw new ClassCastException(result == null ? "null" : result.getClass().getName());
    } catch (Throwable any) {
      tell(any);
      return first;
    }
  }

  private void tell(Throwable failure) {
    try {
      faults.apply(failure, function.getClass().getName());
    } catch (Throwable atTheEndOfTheStack) {
      // then the next one
    }
  }
}
