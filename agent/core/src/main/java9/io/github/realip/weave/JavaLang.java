package io.github.realip.weave;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;

/** The package {@code java.lang} as Java 9 and later guard it; not loaded on Java 8, which has no such API. */
final class JavaLang {

  private JavaLang() {
  }

  /** Defines a class there; the package is opened to this class's loader alone, which the application cannot reach. */
  static Class<?> define(Instrumentation instrumentation, byte[] classFile) throws IllegalAccessException {
    instrumentation.redefineModule(Object.class.getModule(), Set.of(), Map.of(),
        Map.of("java.lang", Set.of(JavaLang.class.getModule())), Set.of(), Map.of());
    return MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()).defineClass(classFile);
  }
}
