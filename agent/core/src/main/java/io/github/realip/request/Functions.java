package io.github.realip.request;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** What woven code can ask, by the name of the bridge's field; one class a question. */
public final class Functions {

  private Functions() {
  }

  /**
   * All functions, answering by these rules.
   *
   * @param faults is told each failure, {@code apply(failure, place)}
   */
  public static Map<String, BiFunction<Object, Object, Object>> all(RulesInForce rules, Watch watch,
      BiFunction<Object, Object, Object> faults) {
    Map<String, BiFunction<Object, Object, Object>> functions =
        new HashMap<String, BiFunction<Object, Object, Object>>();
    functions.put("head", new RequestHead(rules, watch));
    functions.put("client", new ClientAddress(rules, watch));
    functions.put("unnamed", new Guarded(new UnnamedAddress(), faults));
    functions.put("carrier", new HeadCarrier());
    functions.put("host", new RemoteHost(rules));
    functions.put("peer", new Guarded(new SocketPeer(rules), faults));
    functions.put("own", new Guarded(new OwnAddress(rules), faults));
    functions.put("seen", new Guarded(new ComponentAnswer(rules, watch), faults));
    functions.put("origin", new RequestOrigin(rules));
    functions.put("watched", new WatchedHeader(rules));
    functions.put("verified", new VerifiedHeader());
    functions.put("verifiedNames", new VerifiedNames(rules));
    functions.put("redirect", new Guarded(new Redirect(), faults));
    functions.put("arrived", new Guarded(new Arrived(), faults));
    functions.put("aside", new StepsAside(rules));
    functions.put("asking", new Asking());
    functions.put("same", new SameHead());
    functions.put("fault", faults);
    return functions;
  }
}
