package io.github.realip.request;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** What woven code can ask, by the name of the bridge's field; one class a question. */
public final class Functions {

  private Functions() {
  }

  /** All functions, answering by these rules. */
  public static Map<String, BiFunction<Object, Object, Object>> all(RulesInForce rules, Watch watch) {
    Map<String, BiFunction<Object, Object, Object>> functions =
        new HashMap<String, BiFunction<Object, Object, Object>>();
    functions.put("head", new RequestHead(rules, watch));
    functions.put("client", new ClientAddress(rules, watch));
    functions.put("host", new RemoteHost(rules));
    functions.put("peer", new Guarded(new SocketPeer(rules)));
    functions.put("own", new Guarded(new OwnAddress(rules)));
    functions.put("origin", new RequestOrigin());
    functions.put("redirect", new Guarded(new Redirect()));
    functions.put("arrived", new Guarded(new Arrived()));
    functions.put("aside", new StepsAside(rules));
    functions.put("asking", new Asking());
    functions.put("same", new SameHead());
    return functions;
  }
}
