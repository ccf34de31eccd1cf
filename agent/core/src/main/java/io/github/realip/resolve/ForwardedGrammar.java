package io.github.realip.resolve;

import io.github.realip.address.AddressFunction;

/**
 * The header {@code Forwarded} (RFC 7239 section 4; rules R10 and R11 of docs/semantics.md).
 * <pre>
 * element = [ pair ] *( OWS ";" OWS [ pair ] )
 * pair    = token "=" ( 1*( tchar / ":" / "[" / "]" ) / quoted-string )
 * </pre>
 * Names are case-insensitive and may not repeat. Colons and brackets are tolerated without quotes, because two large
 * clouds send them so, and so is no value behind the pair of {@code for}, because OpenShift's router wrote
 * {@code proto-version=} at the end. Everything must be ASCII.
 */
final class ForwardedGrammar extends ElementGrammar {

  static final ForwardedGrammar INSTANCE = new ForwardedGrammar();

  /** RFC 7239 has four. The limit keeps the search for repeated ones from growing with the square of an element. */
  private static final int MAX_PARAMETERS = 16;

  private static final long ABSENT = -1;
  private static final long BAD = -2;

  private ForwardedGrammar() {
  }

  /**
   * Commas inside quoted strings do not count, and quotes are told apart from the right: the rightmost elements are
   * well-formed, so a quote that a client left open further left cannot swallow them.
   */
  @Override
  int elementStart(String line, int end) {
    boolean quoted = false;
    for (int i = end - 1; i >= 0; i--) {
      char c = line.charAt(i);
      if (c == '"' && !isEscaped(line, i)) {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Whether an odd number of backslashes stands before it. */
  private static boolean isEscaped(String line, int at) {
    int first = at;
    while (first > 0 && line.charAt(first - 1) == '\\') {
      first--;
    }
    return (at - first & 1) == 1;
  }

  @Override
  <R> R read(String line, int from, int to, AddressFunction<R> use) {
    long value = value(line, from, to, "for");
    if (value < 0) {
      return null;
    }
    int valueFrom = (int) (value >>> 32);
    int valueTo = (int) value;
    for (int i = valueFrom; i < valueTo; i++) {
      if (line.charAt(i) == '\\') { // no address needs it, so nobody pays for it
        String plain = unescape(line, valueFrom, valueTo);
        return Node.parse(plain, 0, plain.length(), true, use);
      }
    }
    return Node.parse(line, valueFrom, valueTo, true, use);
  }

  @Override
  HopStatus unreadable(String line, int from, int to) {
    if (from == to) {
      return HopStatus.EMPTY;
    }
    long value = value(line, from, to, "for");
    if (value < 0) {
      return value == ABSENT ? HopStatus.UNKNOWN : HopStatus.MALFORMED;
    }
    return Node.unreadable(line, (int) (value >>> 32), (int) value);
  }

  /** The text of a parameter of an element, or {@code null} if it has none or is not well-formed. */
  static String parameter(String line, int from, int to, String name) {
    long value = value(line, from, to, name);
    return value < 0 ? null : unescape(line, (int) (value >>> 32), (int) value);
  }

  /**
   * Finds the value of a parameter, without its quotes, in an element whose every pair is well-formed.
   *
   * @param name in lower case
   * @return its start in the upper and its end in the lower 32 bits, or {@link #ABSENT} or {@link #BAD}
   */
  private static long value(String line, int from, int to, String name) {
    long value = ABSENT;
    boolean behindFor = false;
    int parameters = 0;
    int end;
    for (int start = from; start <= to; start = end + 1) {
      end = pairEnd(line, start, to);
      int pair = skipBlanks(line, start, end);
      int pairTo = dropBlanks(line, pair, end);
      if (pair == pairTo) {
        continue;
      }
      int equals = tokenEnd(line, pair, pairTo);
      boolean named = equals > pair && equals < pairTo && line.charAt(equals) == '=';
      boolean isEmpty = equals + 1 == pairTo && behindFor;
      if (!named || !isEmpty && !isValue(line, equals + 1, pairTo)
          || ++parameters > MAX_PARAMETERS || isRepeated(line, from, pair, equals)) {
        return BAD;
      }
      behindFor |= isNamed(line, pair, equals, "for");
      if (isNamed(line, pair, equals, name)) {
        int quote = !isEmpty && line.charAt(equals + 1) == '"' ? 1 : 0;
        value = (long) (equals + 1 + quote) << 32 | pairTo - quote;
      }
    }
    return value;
  }

  private static boolean isNamed(String line, int from, int to, String name) {
    return to - from == name.length() && line.regionMatches(true, from, name, 0, name.length());
  }

  /** Where the pair ends that starts here: at a semicolon outside quotes, or at {@code to}. */
  private static int pairEnd(String line, int from, int to) {
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      } else if (c == ';' && !quoted) {
        return i;
      }
    }
    return to;
  }

  /** Whether a pair before this one has the name {@code line[name,nameEnd)}; those before are well-formed. */
  private static boolean isRepeated(String line, int from, int name, int nameEnd) {
    int length = nameEnd - name;
    for (int start = from; start < name; start = pairEnd(line, start, name) + 1) {
      int other = skipBlanks(line, start, name);
      boolean sameLength = other + length < name && line.charAt(other + length) == '=';
      if (sameLength && line.regionMatches(true, other, line, name, length)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isValue(String line, int from, int to) {
    if (from == to) {
      return false;
    }
    return line.charAt(from) == '"' ? isQuotedString(line, from, to) : isUnquoted(line, from, to);
  }

  private static boolean isUnquoted(String line, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = line.charAt(i);
      if (!isTokenChar(c) && c != ':' && c != '[' && c != ']') {
        return false;
      }
    }
    return true;
  }

  /** RFC 9110 section 5.6.4, without obs-text. */
  private static boolean isQuotedString(String line, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      char c = line.charAt(i);
      if (c == '"') {
        return i == to - 1;
      }
      if (c == '\\' && ++i < to) {
        c = line.charAt(i);
      }
      if (c != '\t' && (c < ' ' || c > '~')) {
        return false;
      }
    }
    return false;
  }

  private static String unescape(String line, int from, int to) {
    StringBuilder plain = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      if (line.charAt(i) == '\\') {
        i++; // never the last: the string was checked
      }
      plain.append(line.charAt(i));
    }
    return plain.toString();
  }

  private static int tokenEnd(String line, int from, int to) {
    int at = from;
    while (at < to && isTokenChar(line.charAt(at))) {
      at++;
    }
    return at;
  }

  /** {@code tchar} of RFC 9110 section 5.6.2: visible ASCII without the delimiters. */
  static boolean isTokenChar(char c) {
    return c > ' ' && c <= '~' && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
  }
}
