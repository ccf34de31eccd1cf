package io.github.realip.containers;

/** Grizzly 2.4 to 5, GlassFish, Payara. */
final class Grizzly extends Family {

  Grizzly() {
    super();
  }
}
