package io.github.realip.request;

import io.github.realip.resolve.Fact;
import io.github.realip.resolve.HeaderLines;
import io.github.realip.resolve.OriginLines;
import java.util.function.BiFunction;

/**
 * Tells whether a request's headers are what they were: {@code apply(null, head)} is the text of a {@link Head}'s
 * lines, to be kept with the request; {@code apply(text, head)} is the head if its lines are those, else {@code null}.
 * Then something has come that may be a trailer, or the text is of an earlier request; neither may say who the client
 * is.
 */
final class SameHead implements BiFunction<Object, Object, Object> {

  @Override
  public Object apply(Object text, Object taken) {
    if (!(taken instanceof Head)) {
      return null;
    }
    String lines = text((Head) taken);
    return text == null ? lines : lines.equals(text) ? taken : null;
  }

  private static String text(Head head) {
    StringBuilder text = new StringBuilder();
    if (head.step != null && head.last != null) {
      add(head.lines(), text);
    }
    OriginLines origin = head.originLines();
    if (origin != null) {
      for (Fact fact : Fact.values()) {
        add(origin.about(fact), text);
      }
    }
    return text.toString();
  }

  /** Adds lines with what no line of a header has between them, and another such between headers. */
  private static void add(HeaderLines lines, StringBuilder text) {
    if (lines == null) {
      return;
    }
    text.append(text.length() == 0 ? "" : "\r").append(lines.header().name()).append(": ");
    for (String line : lines.earlier()) {
      text.append(line).append('\n');
    }
    text.append(lines.last());
  }
}
