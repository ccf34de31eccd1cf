package io.github.realip.names;

import java.io.IOException;
import java.util.List;

/** Knows the addresses behind names. It may take its time, so it is never asked on a request's thread. */
public interface NameService {

  /**
   * Returns the addresses behind a name, as literals of IPv4 and IPv6.
   *
   * @param name letters, digits, hyphens, underscores and dots
   * @return none if there is no such name, which is an answer
   * @throws IOException if there is no answer; its message says why
   */
  List<String> addresses(String name) throws IOException;
}
