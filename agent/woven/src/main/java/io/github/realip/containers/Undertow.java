package io.github.realip.containers;

/** Undertow 1.4 to 2.3, WildFly, and the fork of Undertow in Quarkus. */
final class Undertow extends Family {

  Undertow() {
    super();
  }
}
