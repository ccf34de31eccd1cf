package io.github.realip.request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.BiFunction;

import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.OriginLines;
import io.github.realip.resolve.OriginResolver;
import io.github.realip.resolve.Rules;

/**
 * Reads on in one head, behind the header that decides the address, what the request's scheme, host and port are; asked
 * by woven code as a {@link HeaderStep} is.
 */
final class OriginStep implements BiFunction<Object, Object, Object> {

  private final Head head;
  private final OriginLines lines;
  private HeaderRule header;

  private OriginStep(Head head) {
    lines = new OriginLines(head.step.rules().origin());
    this.head = head.with(lines);
    header = lines.next();
  }

  /** What reads on in a head, or the head if there is nothing to read. */
  static Object of(Head head) {
    Rules rules = head.step.rules();
    OriginStep step = new OriginStep(head);
    boolean isInHead = OriginResolver.isForwarded(rules, head.last == null ? null : head.step.header());
    return isInHead || step.header == null ? step.head : step;
  }

  @Override
  public String toString() {
    return header.name();
  }

  @Override
  public Object apply(Object peer, Object found) {
    Enumeration<?> each = found instanceof Enumeration ? (Enumeration<?>) found : null;
    if (found instanceof List) {
      each = Collections.enumeration((List<?>) found);
    }
    String last = null;
    List<String> earlier = Collections.emptyList();
    while (each != null && each.hasMoreElements()) {
      if (last != null) {
        earlier = earlier.isEmpty() ? new ArrayList<String>() : earlier;
        earlier.add(last);
      }
      last = (String) each.nextElement();
    }
    lines.add(last, earlier);
    header = lines.next();
    return header == null ? head : this;
  }
}
