package io.github.realip.observe;

import io.github.realip.resolve.Outcome;
import io.github.realip.resolve.Reason;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each reason decided; on the path of every request, so striped, and without a lock or an allocation. */
final class Counters {

  private final LongAdder[] byReason = new LongAdder[Reason.values().length];

  Counters() {
    for (int i = 0; i < byReason.length; i++) {
      byReason[i] = new LongAdder();
    }
  }

  void count(Outcome outcome) {
    byReason[outcome.reason().ordinal()].increment();
  }

  long sum(Set<Reason> reasons) {
    long sum = 0;
    for (Reason reason : reasons) {
      sum += byReason[reason.ordinal()].sum();
    }
    return sum;
  }

  Map<String, Long> values() {
    Map<String, Long> values = new TreeMap<String, Long>();
    for (Reason reason : Reason.values()) {
      values.put(reason.name(), byReason[reason.ordinal()].sum());
    }
    return values;
  }
}
