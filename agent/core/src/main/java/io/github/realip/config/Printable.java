package io.github.realip.config;

/** Text from outside, made fit for one line of a log or a terminal: escaped where it could do harm, and cut. */
public final class Printable {

  /** Of a text that is longer, no more than so many characters are shown. */
  static final int LONGEST = 120;

  private Printable() {
  }

  /** Returns the text in quotation marks, safe to print. */
  public static String quote(String text) {
    return '"' + escape(text) + '"';
  }

  /** Returns the text without control characters, line breaks, text direction marks or other invisible characters. */
  public static String escape(String text) {
    return escape(text, text.length());
  }

  /**
   * As {@link #escape(String)}, of a text of which only the beginning is there.
   *
   * @param beginning all of the text, or more than {@link #LONGEST} characters
   * @param length of the text
   */
  static String escape(String beginning, int length) {
    StringBuilder out = new StringBuilder();
    int end = Math.min(beginning.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = beginning.charAt(i);
      // printable ASCII only: a header has no business with anything else, and a terminal may act on it
      if (c >= ' ' && c <= '~') {
        out.append(c);
      } else {
        out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
      }
    }
    if (end < beginning.length()) {
      out.append("... (").append(length).append(" characters)");
    }
    return out.toString();
  }
}
