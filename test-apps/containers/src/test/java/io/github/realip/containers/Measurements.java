package io.github.realip.containers;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.opentest4j.TestAbortedException;

/**
 * Notes what becomes of each test of a cell. A cell that was not started is not noted, nor is a test that was skipped
 * or shows no aspect.
 */
final class Measurements implements InvocationInterceptor {
  private static final List<Class<?>> TESTS =
      List.of(ContainerMatrixIT.class, AddressTests.class, TrailerTests.class, HalfHeadTests.class,
          KeptConnectionTests.class, Http2HeadTests.class, ForwardingComponentIT.class, RedeployIT.class);
  private static final List<Class<?>> TESTS_WITHOUT_SERVLETS =
      List.of(ReactiveIT.class, AddressTests.class, TrailerTests.class, HalfHeadTests.class, KeptConnectionTests.class,
          Http2HeadTests.class, ReactiveForwardingIT.class);
  private static final Map<Cell, Measurement> BY_CELL = new ConcurrentHashMap<>();

  private final Supplier<Cell> cell;

  Measurements(Supplier<Cell> cell) {
    this.cell = cell;
  }

  /** The names of all checks of an aspect of such a container. */
  static Set<String> checks(Aspect aspect, Container container) {
    return (container.hasServlets() ? TESTS : TESTS_WITHOUT_SERVLETS).stream()
        .flatMap(test -> Stream.of(test.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
        .filter(method -> aspect(method).equals(Optional.of(aspect)))
        .map(Method::getName).collect(Collectors.toSet());
  }

  /** All that this run has found out. */
  static Map<Cell, Measurement> all() {
    return BY_CELL;
  }

  /** Starts a cell's server and notes what it is, or that it does not start: these tests' aspect has failed. */
  static Site start(Cell cell, Class<?> tests, Callable<Site> start) throws Exception {
    Optional<Aspect> aspect = shown(tests);
    Site site = null;
    try {
      site = start.call();
      if (site != null && aspect.isPresent()) {
        of(cell).started(site.direct("127.0.0.1", "/whoami").json());
      }
      return site;
    } catch (Throwable e) {
      aspect.ifPresent(shown -> of(cell).failed(shown, "start"));
      if (site != null) {
        site.close();
      }
      throw e;
    }
  }

  /** Notes what a user of this cell should know. */
  static void remark(Cell cell, String remark) {
    of(cell).remark(remark);
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
    Optional<Aspect> aspect = aspect(method);
    try {
      test.proceed();
      aspect.ifPresent(shown -> of(cell.get()).passed(shown, method.getName()));
    } catch (TestAbortedException skipped) {
      throw skipped;
    } catch (Throwable failure) {
      aspect.ifPresent(shown -> of(cell.get()).failed(shown, method.getName()));
      throw failure;
    }
  }

  private static Optional<Aspect> aspect(Method test) {
    return shown(test).or(() -> shown(test.getDeclaringClass()));
  }

  private static Optional<Aspect> shown(AnnotatedElement tests) {
    return Optional.ofNullable(tests.getAnnotation(Shows.class)).map(Shows::value);
  }

  private static Measurement of(Cell cell) {
    return BY_CELL.computeIfAbsent(cell, unseen -> new Measurement());
  }
}
