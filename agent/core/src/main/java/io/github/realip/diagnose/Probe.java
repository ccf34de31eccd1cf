package io.github.realip.diagnose;

import io.github.realip.request.HeaderStep;
import io.github.realip.request.Sample;
import io.github.realip.resolve.Outcome;
import io.github.realip.resolve.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.BiFunction;

/**
 * One request that is looked at closer: it has woven code read one header after the other, then hands over the same
 * head as for any other request, and shows the request to the observers when it is decided.
 */
final class Probe implements BiFunction<Object, Object, Object>, Sample {

  private final Diagnosis diagnosis;
  private final Rules rules;
  private final HeaderStep first;
  private final List<String> names;
  private final List<List<String>> read = new ArrayList<List<String>>();
  private final HeaderStep step = HeaderStep.handingOverTo(this);

  /**
   * Looks at one request.
   *
   * @param rules the rules to read with
   * @param first the first step by which the request is decided, or {@code null} if no header is to be believed
   */
  Probe(Diagnosis diagnosis, Rules rules, HeaderStep first) {
    this.diagnosis = diagnosis;
    this.rules = rules;
    this.first = first;
    names = Observation.headersToRead(rules);
  }

  /** Looks at a request whose head was not read to its end: it has no header. */
  static Probe withoutHead(Diagnosis diagnosis, Rules rules) {
    Probe probe = new Probe(diagnosis, rules, null);
    for (int i = 0; i < probe.names.size(); i++) {
      probe.read.add(Collections.<String>emptyList());
    }
    return probe;
  }

  /** What woven code is to ask in the place of the first step. */
  HeaderStep step() {
    return step;
  }

  /** The header to read next. */
  @Override
  public String toString() {
    return names.get(read.size());
  }

  @Override
  public Object apply(Object peer, Object lines) {
    read.add(copy(lines));
    return read.size() < names.size() ? step : HeaderStep.head(first, peer, read, rules.headerCount(), this);
  }

  /** The lines as they are now: the container may use their memory again. */
  private static List<String> copy(Object lines) {
    List<String> copy = new ArrayList<String>();
    Enumeration<?> each = lines instanceof Enumeration ? (Enumeration<?>) lines
        : Collections.enumeration(lines instanceof List ? (List<?>) lines : Collections.emptyList());
    while (each.hasMoreElements()) {
      copy.add((String) each.nextElement());
    }
    return copy;
  }

  @Override
  public void decided(Object peer, Outcome outcome) {
    diagnosis.observe(new Observation(rules, peer, names, read));
  }
}
