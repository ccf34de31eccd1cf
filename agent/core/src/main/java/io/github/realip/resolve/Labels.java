package io.github.realip.resolve;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What operators wrote, word by word. The number of a word is where it stands in all the texts that words were taken
 * from, one behind the other. So a word costs nothing beside a text that is kept anyway.
 */
final class Labels {

  private final TreeMap<Integer, String> texts = new TreeMap<>(); // by where they start
  private final Map<String, Integer> starts = new IdentityHashMap<>(); // comparing long texts takes long
  private int end;

  /**
   * Adds the word that starts at {@code from} and ends before white space, a comma, a {@code #} or with the text.
   *
   * @return its number
   */
  int add(String text, int from) {
    Integer start = starts.get(text);
    if (start == null) {
      start = end;
      starts.put(text, start);
      texts.put(start, text);
      end = Math.addExact(end, text.length() + 1);
    }
    return start + from;
  }

  /** The word of a number. */
  String get(int number) {
    Map.Entry<Integer, String> text = texts.floorEntry(number);
    int from = number - text.getKey();
    int to = from;
    while (to < text.getValue().length() && " \t\n\013\f\r,#".indexOf(text.getValue().charAt(to)) < 0) {
      to++;
    }
    return text.getValue().substring(from, to);
  }
}
