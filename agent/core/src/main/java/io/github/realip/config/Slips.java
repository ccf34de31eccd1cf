package io.github.realip.config;

/** Slips that can happen in any value, and what to write instead. */
final class Slips {

  private static final String QUOTES = "\"'`\u201c\u201d\u2018\u2019";

  private Slips() {
  }

  /** Returns what to write instead of a value that cannot be read, or {@code null} if it looks like none of them. */
  static String remedy(String value) {
    int dollar = value.indexOf('$');
    if (dollar >= 0 && (value.startsWith("(", dollar + 1) || value.startsWith("{", dollar + 1))) {
      return "nothing has put a value in the place of this variable: set the variable (Kubernetes: above this one in"
          + " the list env), or write the value itself";
    }
    String bare = withoutQuotes(value);
    return bare.equals(value) ? null : "write " + Printable.escape(bare) + ", without quotation marks";
  }

  /** The same for an entry of a list. */
  static String remedyOfEntry(String entry) {
    String remedy = remedy(entry);
    return remedy != null || entry.indexOf(';') < 0 ? remedy
        : "write " + Printable.escape(entry.replace(";", ", ")) + ", with commas between the entries";
  }

  private static String withoutQuotes(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && QUOTES.indexOf(value.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && QUOTES.indexOf(value.charAt(to - 1)) >= 0) {
      to--;
    }
    return value.substring(from, to);
  }
}
