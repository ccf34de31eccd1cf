package io.github.realip.observe;

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
 * Reads the headers of one request that is looked at closer: it has woven code read one after the other, then hands
 * over the same head as for any other request, and shows the request to the observers when it is decided.
 */
final class HeaderCapture implements BiFunction<Object, Object, Object>, Sample {

  private final RequestWatch watch;
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
  HeaderCapture(RequestWatch watch, Rules rules, HeaderStep first) {
    this.watch = watch;
    this.rules = rules;
    this.first = first;
    names = SampledRequest.headersToRead(rules);
  }

  /** Looks at a request whose head was not read to its end: it has no header. */
  static HeaderCapture withoutHead(RequestWatch watch, Rules rules) {
    HeaderCapture capture = new HeaderCapture(watch, rules, null);
    for (int i = 0; i < capture.names.size(); i++) {
      capture.read.add(Collections.<String>emptyList());
    }
    return capture;
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
    watch.observe(new SampledRequest(rules, peer, names, read));
  }
}
