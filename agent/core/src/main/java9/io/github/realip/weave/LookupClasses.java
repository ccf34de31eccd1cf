package io.github.realip.weave;

import java.lang.invoke.MethodHandles;

/** What a lookup can do in Java 9 and later; not loaded before. */
final class LookupClasses {

  private LookupClasses() {
  }

  /** Defines a class in the loader, package and module of the lookup's own class. */
  static Class<?> define(MethodHandles.Lookup lookup, byte[] classFile) throws IllegalAccessException {
    return lookup.defineClass(classFile);
  }
}
