package io.github.realip.runtime;

import java.io.IOException;
import java.util.List;

/** A name service. */
interface Lookup {

  /**
   * Returns the addresses behind a name, at least one.
   *
   * @throws IOException if there is no answer
   */
  List<String> addresses(String name) throws IOException;
}
