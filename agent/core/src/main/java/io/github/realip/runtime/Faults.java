package io.github.realip.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

import io.github.realip.AgentLog;

/**
 * Told of each failure in woven code and in the functions behind the bridge, {@code apply(failure, place)}; the caller
 * then gives the container's own answer. A failure of one kind in one place is said once, and no more than
 * {@value #MOST} in all: there may be one a request.
 */
final class Faults implements BiFunction<Object, Object, Object> {

  private static final int MOST = 20;

  private final String consequence;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /**
   * Has said nothing yet.
   *
   * @param hidesHeaders whether headers that name a client are rewritten, which are absent then
   */
  Faults(boolean hidesHeaders) {
    consequence = "; requests that meet it get the container's own answer, which may be the proxy's address"
        + (hidesHeaders ? ", and no header that names a client" : "") + "; please report this (said once)";
  }

  @Override
  public Object apply(Object failure, Object place) {
    if (said.size() < MOST && said.add(failure.getClass().getName() + " in " + place)) {
      AgentLog.error(failure + " in " + place + consequence);
    }
    return null;
  }
}
