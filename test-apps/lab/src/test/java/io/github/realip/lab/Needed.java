package io.github.realip.lab;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** What a machine may lack: a test that needs it is skipped by name, and fails where {@code CI} is {@code true}. */
final class Needed {

  private Needed() {
  }

  /**
   * Goes on if nothing is lacking.
   *
   * @param lacking what {@link Tools#lacking()} has found
   */
  static void tools(String lacking) {
    if (!lacking.isEmpty()) {
      if ("true".equals(System.getenv("CI"))) {
        fail(lacking);
      }
      abort(lacking);
    }
  }
}
