package io.github.realip.containers;

/** Open Liberty. */
final class Liberty extends Family {

  Liberty() {
    super();
  }
}
