package io.github.realip.request;

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
    if (head.step == null || head.last == null) {
      return "";
    }
    StringBuilder text = new StringBuilder(head.step.toString()).append(": ");
    if (head.earlier != null) {
      for (String line : head.earlier) {
        text.append(line).append('\n'); // no line of a header has one
      }
    }
    return text.append(head.last).toString();
  }
}
