package io.github.realip.resolve;

import io.github.realip.address.AddressFunction;

/**
 * How a header's lines are cut into elements, one per hop, and how an element names an address.
 *
 * <p>Lines are cut from the right, one element at a time, because the elements on the right were written by proxies
 * and those on the left by anyone: what is left of the answer is never looked at.
 */
abstract class ElementGrammar {

  /** Where the element starts that ends before {@code end}: after a comma, or at 0. */
  abstract int elementStart(String line, int end);

  /**
   * Reads an element, {@code line[from,to)} without blanks around it.
   *
   * @return what {@code use} made of its address, or {@code null} if it names none
   */
  abstract <R> R read(String line, int from, int to, AddressFunction<R> use);

  /** Why {@link #read} returned {@code null}: {@code EMPTY}, {@code UNKNOWN} or {@code MALFORMED}. */
  abstract HopStatus unreadable(String line, int from, int to);

  /** The first index in {@code [from,to)} that is not a blank, or {@code to}. */
  static int skipBlanks(String line, int from, int to) {
    int at = from;
    while (at < to && isBlank(line.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The end of {@code [from,to)} without the blanks before it. */
  static int dropBlanks(String line, int from, int to) {
    int at = to;
    while (at > from && isBlank(line.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  /** SP or HTAB (RFC 9110 section 5.6.3, rule R5); {@code String.trim} drops every control character. */
  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
