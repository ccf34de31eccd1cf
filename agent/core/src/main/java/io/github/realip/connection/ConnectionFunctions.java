package io.github.realip.connection;

import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** What woven code can ask of connections, by the name of the bridge's field. */
public final class ConnectionFunctions {

  private ConnectionFunctions() {
  }

  /**
   * Adds all functions.
   *
   * @param readers the servers that read the protocol by themselves; they may become more
   * @param faults is told each failure, {@code apply(failure, place)}; the connection is closed then
   */
  public static void addTo(Map<String, BiFunction<Object, Object, Object>> functions, SendersInForce live,
      Set<String> readers, BiFunction<Object, Object, Object> faults) {
    ChannelMap<Beginning> beginnings = new ChannelMap<Beginning>();
    functions.put("accepted", new Accepted(live, readers, beginnings, faults));
    functions.put("reading", new Reading(beginnings, faults));
    functions.put("source", new Source(beginnings));
  }
}
