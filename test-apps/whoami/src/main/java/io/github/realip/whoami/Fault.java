package io.github.realip.whoami;

import java.util.function.BiFunction;
import javax.servlet.ServletRequest;

/** A function with a fault. */
final class Fault implements BiFunction<Object, Object, Object> {
  private static final ThreadLocal<ServletRequest> CURRENT = new ThreadLocal<>();

  private final String kind;
  private final BiFunction<Object, Object, Object> whole;

  /**
   * Makes one.
   *
   * @param kind {@code throw} or {@code overflow}, which fail; {@code wrong}, whose result is of a class that nobody
   *     expects; {@code recurse}, which asks the request about which it is asked
   * @param whole the function without the fault
   */
  Fault(String kind, BiFunction<Object, Object, Object> whole) {
    this.kind = kind;
    this.whole = whole;
  }

  /** This thread now serves the request, or none. */
  static void serve(ServletRequest request) {
    CURRENT.set(request);
  }

  @Override
  public Object apply(Object first, Object second) {
    switch (kind) {
      case "throw":
        throw new IllegalArgumentException("whoami's own fault");
      case "overflow":
        throw new StackOverflowError("whoami's own fault");
      case "wrong":
        return new Object[] {first, second};
      case "recurse":
        if (CURRENT.get() != null) {
          CURRENT.get().getRemoteAddr();
        }
        return whole.apply(first, second);
      default:
        throw new IllegalStateException("No fault is called " + kind);
    }
  }
}
