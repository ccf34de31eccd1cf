package io.github.realip.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The hosts that a proxy may name: names, and {@code *.suffix} for all names below one. */
public final class AllowedHosts {

  private final Set<String> names = new HashSet<String>();
  private final List<String> suffixes = new ArrayList<String>();

  /**
   * Adds an entry.
   *
   * @param entry a name or an address, in IPv6 with brackets, or {@code *.suffix}; in any case
   * @return whether it is one
   */
  public boolean add(String entry) {
    boolean below = entry.startsWith("*.");
    Authority authority = Authority.parse(below ? entry.substring(2) : entry);
    if (authority == null || authority.port() != 0 || below && authority.host().charAt(0) == '[') {
      return false;
    }
    return below ? suffixes.add('.' + authority.host()) : names.add(authority.host()) || true;
  }

  /** Whether a host, as {@link Authority#host()} has it, is among them. */
  boolean contains(String host) {
    if (names.contains(host)) {
      return true;
    }
    for (String suffix : suffixes) {
      if (host.endsWith(suffix)) {
        return true;
      }
    }
    return false;
  }
}
