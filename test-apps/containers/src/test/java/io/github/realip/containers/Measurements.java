package io.github.realip.containers;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Notes what becomes of each test of a cell. A cell that was not started, or a test that was skipped, is not noted. */
final class Measurements implements InvocationInterceptor {
  private static final Map<Cell, Measurement> BY_CELL = new ConcurrentHashMap<>();

  private final Supplier<Cell> cell;

  Measurements(Supplier<Cell> cell) {
    this.cell = cell;
  }

  /** All that this run has found out. */
  static Map<Cell, Measurement> all() {
    return BY_CELL;
  }

  /** Starts a cell's server and notes what it is, or that it does not start. */
  static Site start(Cell cell, Callable<Site> start) throws Exception {
    Site site = null;
    try {
      site = start.call();
      if (site != null) {
        of(cell).started(site.direct("127.0.0.1", "/whoami").json());
      }
      return site;
    } catch (Throwable e) {
      of(cell).failed(Aspect.ADDRESS, "start");
      if (site != null) {
        site.close();
      }
      throw e;
    }
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
      throws Throwable {
    note(invocation, method.getExecutable());
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
      throws Throwable {
    note(invocation, method.getExecutable());
  }

  private void note(Invocation<Void> test, Method method) throws Throwable {
    try {
      test.proceed();
      of(cell.get()).passed(aspect(method));
    } catch (TestAbortedException skipped) {
      throw skipped;
    } catch (Throwable failure) {
      of(cell.get()).failed(aspect(method), method.getName());
      throw failure;
    }
  }

  private static Aspect aspect(Method method) {
    AnnotatedElement says = method.isAnnotationPresent(Shows.class) ? method : method.getDeclaringClass();
    return says.getAnnotation(Shows.class).value();
  }

  private static Measurement of(Cell cell) {
    return BY_CELL.computeIfAbsent(cell, unseen -> new Measurement());
  }
}
