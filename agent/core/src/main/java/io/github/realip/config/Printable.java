package io.github.realip.config;

/** Text from outside, made fit for one line of a log or a terminal: escaped where it could do harm, and cut. */
public final class Printable {

  private static final int LONGEST = 120;

  private Printable() {
  }

  /** Returns the text in quotation marks, safe to print. */
  public static String quote(String text) {
    return '"' + escape(text) + '"';
  }

  /** Returns the text without control characters, line breaks, text direction marks or other invisible characters. */
  public static String escape(String text) {
    StringBuilder out = new StringBuilder();
    int end = Math.min(text.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      // printable ASCII only: a header has no business with anything else, and a terminal may act on it
      if (c >= ' ' && c <= '~') {
        out.append(c);
      } else {
        out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
      }
    }
    if (end < text.length()) {
      out.append("... (").append(text.length()).append(" characters)");
    }
    return out.toString();
  }
}
