package io.github.realip.resolve;

import io.github.realip.resolve.Origin.Read;
import java.util.List;
import java.util.Map;

/**
 * Finds out which scheme, host and port the client's request had (rules F1 to F9 of docs/semantics.md): what the hop
 * says whose word was the last one that counted for the address. It is a pure function as {@link Resolver} is, and what
 * it answers is from a closed set, never text from the wire.
 */
public final class OriginResolver {

  private OriginResolver() {
  }

  /** How one fact is read from {@code text[from,to)}, which has no blanks around it; {@code null} if it is not one. */
  private abstract static class Reading<R> {
    abstract R read(String text, int from, int to);
  }

  private static final Reading<String> SCHEME = new Reading<String>() {
    @Override
    String read(String text, int from, int to) {
      return isOneOf(SECURE, text, from, to) ? "https" : isOneOf(PLAIN, text, from, to) ? "http" : null;
    }
  };

  private static final Reading<Authority> HOST = new Reading<Authority>() {
    @Override
    Authority read(String text, int from, int to) {
      return Authority.parse(text, from, to);
    }
  };

  private static final Reading<Integer> PORT = new Reading<Integer>() {
    @Override
    Integer read(String text, int from, int to) {
      int port = Authority.port(text, from, to);
      return port == 0 ? null : port;
    }
  };

  /** Schemes, and what headers say that only tell whether there is TLS (rule F6). */
  private static final String[] SECURE = {"https", "wss", "on", "true", "1"};
  private static final String[] PLAIN = {"http", "ws", "off", "false", "0"};

  /**
   * Finds scheme, host and port.
   *
   * @param rules rules that have {@link Rules#origin()}
   * @param outcome how the address was decided
   * @param deciding the lines of the header that decided it, only looked at if that is of the kind {@code Forwarded}
   * @param lines what the head says of scheme, host and port besides
   */
  public static Origin resolve(Rules rules, Outcome outcome, HeaderLines deciding, OriginLines lines) {
    OriginRules wanted = rules.origin();
    boolean counted = rules.trustedHops() > 0
        && (outcome.header() == null || outcome.header().kind() != HeaderRule.Kind.SINGLE);
    boolean unverified = outcome.reason() == Reason.UNTRUSTED_PEER || outcome.reason() == Reason.INCOMPLETE_HEAD
        || counted && outcome.address() == null;
    if (unverified) {
      return new Origin(OriginResolver.<String>unverified(wanted, Fact.PROTO),
          OriginResolver.<Authority>unverified(wanted, Fact.HOST),
          OriginResolver.<Integer>unverified(wanted, Fact.PORT));
    }
    int position = Math.max(1, outcome.elementsRead());
    boolean forwarded = isForwarded(rules, outcome.header());
    HeaderLines element = forwarded ? deciding : null;
    Read<String> scheme = read(wanted, Fact.PROTO, SCHEME, position, forwarded, element, lines);
    Read<Authority> host = read(wanted, Fact.HOST, HOST, position, forwarded, element, lines);
    Read<Integer> port = read(wanted, Fact.PORT, PORT, position, forwarded, element, lines);
    if (host.value != null && !wanted.allows(host.value.host())) {
      host = Read.none(FactReason.NOT_ALLOWED);
    }
    return new Origin(scheme, host, port);
  }

  /** As {@link #resolve}, for a command line. */
  public static Origin explain(Rules rules, Outcome outcome, List<Map.Entry<String, String>> headers) {
    OriginLines lines = new OriginLines(rules.origin());
    for (HeaderRule header = lines.next(); header != null; header = lines.next()) {
      HeaderLines present = HeaderLines.present(header, headers);
      lines.add(present == null ? null : present.last(), present == null ? null : present.earlier());
    }
    HeaderLines deciding = outcome.header() == null ? null : HeaderLines.present(outcome.header(), headers);
    return resolve(rules, outcome, deciding, lines);
  }

  /**
   * Whether all facts are in the header of the kind {@code Forwarded} (rule F5).
   *
   * @param deciding the header that decided the address, or {@code null} if none was there
   */
  public static boolean isForwarded(Rules rules, HeaderRule deciding) {
    return (deciding == null ? rules.header(0) : deciding).kind() == HeaderRule.Kind.FORWARDED;
  }

  private static <R> Read<R> unverified(OriginRules wanted, Fact fact) {
    return Read.none(wanted.has(fact) ? FactReason.NO_VERIFIED_HOP : FactReason.NOT_REWRITTEN);
  }

  private static <R> Read<R> read(OriginRules wanted, Fact fact, Reading<R> reading, int position, boolean forwarded,
      HeaderLines deciding, OriginLines lines) {
    if (!wanted.has(fact)) {
      return Read.none(FactReason.NOT_REWRITTEN);
    }
    if (forwarded) {
      return deciding == null || fact == Fact.PORT ? Read.<R>none(FactReason.ABSENT)
          : parameter(deciding, position, fact == Fact.PROTO ? "proto" : "host", reading);
    }
    HeaderLines ofFact = lines.about(fact);
    return ofFact == null ? Read.<R>none(FactReason.ABSENT) : element(ofFact, position, reading);
  }

  /** The element at this position from the right (rule F4). */
  private static <R> Read<R> element(HeaderLines lines, int position, Reading<R> reading) {
    Elements elements = new Elements(lines, ListGrammar.INSTANCE);
    elements.next();
    R first = reading.read(elements.line, elements.from, elements.to);
    boolean same = true;
    int count = 1;
    while (count < position && elements.next()) {
      count++;
      R value = reading.read(elements.line, elements.from, elements.to);
      if (count == position) {
        return Read.of(value);
      }
      same &= value == null ? first == null : value.equals(first);
    }
    return same ? Read.of(first) : Read.<R>none(FactReason.AMBIGUOUS);
  }

  /** A parameter of the element at this position from the right (rule F5). */
  private static <R> Read<R> parameter(HeaderLines lines, int position, String name, Reading<R> reading) {
    Elements elements = new Elements(lines, ForwardedGrammar.INSTANCE);
    for (int i = 0; i < position; i++) {
      elements.next();
    }
    String value = ForwardedGrammar.parameter(elements.line, elements.from, elements.to, name);
    return value == null ? Read.<R>none(FactReason.ABSENT) : Read.of(reading.read(value, 0, value.length()));
  }

  /** Compares with words in lower case; a letter beyond ASCII is never the same as one within. */
  private static boolean isOneOf(String[] words, String text, int from, int to) {
    for (String word : words) {
      if (word.length() == to - from && startsWith(word, text, from)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(String word, String text, int from) {
    for (int i = 0; i < word.length(); i++) {
      if (!isSame(word.charAt(i), text.charAt(from + i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(char lower, char c) {
    return c == lower || c >= 'A' && c <= 'Z' && (c | 0x20) == lower;
  }
}
