package io.github.realip.diagnose;

import io.github.realip.resolve.DecisionListener;
import io.github.realip.resolve.Reason;
import io.github.realip.resolve.Verdict;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each reason decided; on the path of every request, so striped, and without a lock or an allocation. */
final class Counters implements DecisionListener {

  private final LongAdder[] byReason = new LongAdder[Reason.values().length];

  Counters() {
    for (int i = 0; i < byReason.length; i++) {
      byReason[i] = new LongAdder();
    }
  }

  @Override
  public void hop(String line, int from, int to, Verdict verdict, String trustedBy) {
  }

  @Override
  public void decided(Reason reason) {
    byReason[reason.ordinal()].increment();
  }

  Map<String, Long> values() {
    Map<String, Long> values = new TreeMap<String, Long>();
    for (Reason reason : Reason.values()) {
      values.put(reason.name(), byReason[reason.ordinal()].sum());
    }
    return values;
  }
}
