package io.github.realip.diagnose;

import io.github.realip.request.HeaderStep;
import io.github.realip.resolve.Rules;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What comes before the answer of one request that is looked at: it has woven code read one header after the other, and
 * then gives the answer, or the first step to it.
 */
final class Probe implements BiFunction<Object, Object, Object> {

  private final Diagnosis diagnosis;
  private final Rules rules;
  private final Object answer;
  private final List<String> names;
  private final Object[] read;
  private final HeaderStep step = HeaderStep.handingOverTo(this);
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
    read = new Object[names.size()];
  }

  /** What woven code is to ask in the place of the answer. */
  HeaderStep step() {
    return step;
  }

  /** The header to read next. */
  @Override
  public String toString() {
    return names.get(at);
  }

  @Override
  public Object apply(Object peer, Object lines) {
    read[at++] = lines;
    if (at < read.length) {
      return step;
    }
    diagnosis.observe(new Observation(rules, peer, names, read));
    return answer;
  }
}
