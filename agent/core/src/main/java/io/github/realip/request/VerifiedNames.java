package io.github.realip.request;

import io.github.realip.resolve.ClientHeaders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The names of a request's headers without those that are absent, {@code apply(kept, names)}: asked as
 * {@link VerifiedHeader} is. The names are an {@code Enumeration} or an {@code Iterable}, and so is the answer.
 */
final class VerifiedNames implements BiFunction<Object, Object, Object> {

  private final RulesInForce live;

  VerifiedNames(RulesInForce live) {
    this.live = live;
  }

  @Override
  public Object apply(Object kept, Object names) {
    ClientHeaders watched = live.clientHeaders();
    Head head = RequestOrigin.head(kept);
    if (watched == null || head != null && !head.verified().areAbsent()) {
      return names;
    }
    List<String> others = new ArrayList<String>();
    if (names instanceof Enumeration) {
      Enumeration<?> each = (Enumeration<?>) names;
      while (each.hasMoreElements()) {
        add((String) each.nextElement(), watched, others);
      }
      return Collections.enumeration(others);
    }
    for (Iterator<?> each = ((Iterable<?>) names).iterator(); each.hasNext();) {
      add((String) each.next(), watched, others);
    }
    return others;
  }

  private static void add(String name, ClientHeaders watched, List<String> others) {
    if (!watched.contains(name)) {
      others.add(name);
    }
  }
}
