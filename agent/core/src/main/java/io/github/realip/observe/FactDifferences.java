package io.github.realip.observe;

import io.github.realip.AgentLog;
import io.github.realip.config.Printable;
import io.github.realip.request.ComparedFact;
import io.github.realip.request.ComparedFact.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What would become of scheme, host, port and headers if the agent answered, while its rules are only observed: counted
 * by component, fact and kind, with an example each. The names are few, so it stays small.
 */
final class FactDifferences {

  private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<String, LongAdder>();
  private final ConcurrentMap<String, String> examples = new ConcurrentHashMap<String, String>();

  /** On the path of every observed request: without a lock. */
  void count(ComparedFact fact, int by) {
    String key = fact.component() + '/' + fact.fact() + '/' + Differences.name(fact.kind());
    LongAdder count = counts.get(key);
    if (count == null) {
      counts.putIfAbsent(key, new LongAdder());
      count = counts.get(key);
    }
    count.add(by);
    if (by > 0 && fact.kind() != Kind.SAME && !examples.containsKey(key)
        && examples.putIfAbsent(key, example(key, fact)) == null && fact.kind() == Kind.OWN_FOR_COMPONENT) {
      AgentLog.warn("realip.mode=observe: " + example(key, fact) + "; if that is another one, let a trusted proxy say"
          + " it before you switch: see realip.trusted-proxies, realip.proto-headers and realip.allowed-hosts");
    }
  }

  private static String example(String key, ComparedFact fact) {
    return key + ": peer " + Differences.shown(fact.peer()) + "; the application got "
        + Differences.shown(fact.answered()) + ", " + (fact.kind() == Kind.OWN_FOR_COMPONENT
        ? "which no trusted proxy says: the agent would leave it to the container"
        : fact.verified().isEmpty() ? "the header would be absent"
        : "the agent would answer " + Differences.shown(fact.verified()));
  }

  /** The numbers, by {@code COMPONENT/FACT/KIND}. */
  Map<String, Long> values() {
    Map<String, Long> values = new TreeMap<String, Long>();
    for (Map.Entry<String, LongAdder> each : counts.entrySet()) {
      values.put(each.getKey(), each.getValue().sum());
    }
    return values;
  }

  List<String> examples() {
    return new ArrayList<String>(examples.values());
  }

  /** How many answers would change. */
  long changes() {
    long all = 0;
    for (Kind kind : Kind.values()) {
      all += kind == Kind.SAME ? 0 : total(kind);
    }
    return all;
  }

  /** How many answers would not be a component's any more, and perhaps be wrong. */
  long lost() {
    return total(Kind.OWN_FOR_COMPONENT);
  }

  private long total(Kind kind) {
    String end = '/' + Differences.name(kind);
    long total = 0;
    for (Map.Entry<String, LongAdder> each : counts.entrySet()) {
      total += each.getKey().endsWith(end) ? each.getValue().sum() : 0;
    }
    return total;
  }

  /** What would change, for the end of a sentence; empty if nothing would. */
  String words() {
    StringBuilder words = new StringBuilder();
    for (Map.Entry<String, Long> each : values().entrySet()) {
      if (each.getValue() > 0 && !each.getKey().endsWith("/same")) {
        words.append(words.length() == 0 ? "; besides the address " : ", ").append(each.getValue()).append(' ')
            .append(Printable.escape(each.getKey()));
      }
    }
    return words.toString();
  }
}
