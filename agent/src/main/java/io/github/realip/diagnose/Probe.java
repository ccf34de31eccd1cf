package io.github.realip.diagnose;

import io.github.realip.resolve.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * A step that stands in for the answer of one request that is looked at: it has woven code read one header after the
 * other, and only then gives the answer, which the steps it stands in for find in the same lines.
 */
final class Probe implements BiFunction<Object, Object, Object> {

  private final Diagnosis diagnosis;
  private final Rules rules;
  private final Object answer;
  private final List<String> names;
  private final Map<String, List<String>> lines = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
  private int at;

  /**
   * Looks at one request.
   *
   * @param rules the rules to read with
   * @param answer the answer, or the first step to it
   */
  Probe(Diagnosis diagnosis, Rules rules, Object answer) {
    this.diagnosis = diagnosis;
    this.rules = rules;
    this.answer = answer;
    names = Observation.headersToRead(rules);
  }

  /** The header to read next. */
  @Override
  public String toString() {
    return names.get(at);
  }

  @Override
  public Object apply(Object peer, Object read) {
    lines.put(names.get(at), list(read));
    if (++at < names.size()) {
      return this;
    }
    Object found = answer;
    while (found instanceof BiFunction) {
      found = step(found).apply(peer, lines.get(found.toString()));
    }
    diagnosis.observe(rules, peer, lines);
    return found;
  }

  @SuppressWarnings("unchecked") // every step is of this type
  private static BiFunction<Object, Object, Object> step(Object step) {
    return (BiFunction<Object, Object, Object>) step;
  }

  private static List<String> list(Object read) {
    List<String> list = new ArrayList<String>();
    Enumeration<?> each = read instanceof Enumeration ? (Enumeration<?>) read
        : Collections.enumeration(read instanceof List ? (List<?>) read : Collections.emptyList());
    while (each.hasMoreElements()) {
      list.add((String) each.nextElement());
    }
    return list;
  }
}
