package io.github.realip.config;

/** The words of a list, one after the other: they are separated by commas and white space. */
final class Words {

  private final String text;
  private final String origin;
  private final boolean isFile;
  private int from;
  private int to;
  private int line = 1;

  private Words(String text, String origin, boolean isFile) {
    this.text = text;
    this.origin = origin;
    this.isFile = isFile;
  }

  /** Those of a setting. */
  static Words of(Setting setting) {
    return new Words(setting.value(), setting.origin(), false);
  }

  /** Those of a file, where the rest of a line behind {@code #} is a comment. */
  static Words of(TextFile file, String origin) {
    return new Words(file.text(), origin + ", " + file.path(), true);
  }

  /** Goes to the next word, if there is one. */
  boolean next() {
    for (from = to; from < text.length() && isBetween(text.charAt(from)); from++) {
      if (text.charAt(from) == '#') {
        from = endOfLine(from) - 1;
      } else if (text.charAt(from) == '\n' || text.charAt(from) == '\r' && !text.startsWith("\n", from + 1)) {
        line++;
      }
    }
    for (to = from; to < text.length() && !isBetween(text.charAt(to));) {
      to++;
    }
    return from < to;
  }

  private boolean isBetween(char c) {
    return " ,\n\t\r\f\013".indexOf(c) >= 0 || isFile && c == '#';
  }

  private int endOfLine(int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  /** The text in which the word stands. */
  String text() {
    return text;
  }

  /** Where the word starts in the text. */
  int from() {
    return from;
  }

  /** Where the word ends in the text. */
  int to() {
    return to;
  }

  /** Where the word comes from, for people. */
  String origin() {
    return isFile ? origin + " line " + line : origin;
  }

  /** The word. */
  @Override
  public String toString() {
    return text.substring(from, to);
  }
}
