package io.github.realip.whoami;

import java.io.File;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.servlet.ServletRequest;

/** A function with a fault. */
final class Fault implements BiFunction<Object, Object, Object> {
  private static final ThreadLocal<ServletRequest> CURRENT = new ThreadLocal<>();

  private final String kind;
  private final BiFunction<Object, Object, Object> whole;
  private final String file;

  /**
   * Makes one.
   *
   * @param kind {@code throw} or {@code overflow}, which fail; {@code wrong}, whose result is of a class that nobody
   *     expects; {@code recurse}, which asks the request about which it is asked
   * @param whole the function without the fault
   * @param file there is no fault any more when it is gone; or {@code null}
   */
  Fault(String kind, BiFunction<Object, Object, Object> whole, String file) {
    this.kind = kind;
    this.whole = whole;
    this.file = file;
  }

  /** Asks something of a request, so that a function that is called meanwhile may ask it, too. */
  static String during(ServletRequest request, Function<ServletRequest, String> question) {
    CURRENT.set(request);
    try {
      return question.apply(request);
    } finally {
      CURRENT.remove();
    }
  }

  @Override
  public Object apply(Object first, Object second) {
    if (file != null && !new File(file).exists()) {
      return whole.apply(first, second);
    }
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
