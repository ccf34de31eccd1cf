package io.github.realip.resolve;

import java.util.Map;
import java.util.TreeMap;

/**
 * What operators wrote, word by word. The number of a word is where it stands in all the texts that words were taken
 * from, one behind the other. So a word costs nothing beside a text that is kept anyway.
 */
final class Labels {

  private final TreeMap<Integer, String> texts = new TreeMap<>(); // by where they start
  private String last;
  private int end;

  /**
   * Adds the word that starts at {@code from} and ends before white space, a comma, a {@code #} or with the text.
   *
   * @return its number
   */
  int add(String text, int from) {
    if (text != last) { // the same object: many words of one text come in a row
      texts.put(end, text);
      last = text;
      end = Math.addExact(end, text.length() + 1);
    }
    return texts.lastKey() + from;
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
