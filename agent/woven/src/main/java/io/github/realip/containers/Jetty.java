package io.github.realip.containers;

/** Jetty 9.2 to 12.1. */
final class Jetty extends Family {

  Jetty() {
    super();
  }
}
