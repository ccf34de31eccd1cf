package io.github.realip.resolve;

/** A header to be read, and how. */
public final class HeaderRule {

  /** The kinds of headers that name clients. */
  public enum Kind {
    /** A comma-separated list to which each proxy appends its peer, like {@code X-Forwarded-For} (rule R7). */
    LIST,
    /** The header {@code Forwarded} of RFC 7239, or one of its syntax (rules R10 and R11). */
    FORWARDED,
    /** One address and no list, overwritten by the proxy, like {@code X-Real-IP} (rule R12). */
    SINGLE
  }

  private final String name;
  private final Kind kind;
  private final ElementGrammar grammar;
  private final Outcome[] withoutClient;

  /**
   * Says how a header is to be read.
   *
   * <p>One name is special: the single-address header {@code CloudFront-Viewer-Address} always ends in a port, even
   * after an IPv6 address without brackets, so its last colon is the port's.
   *
   * @param name the field name, in any case
   * @param kind what is in it
   * @throws IllegalArgumentException if the name is not a token (RFC 9110 section 5.6.2)
   */
  public HeaderRule(String name, Kind kind) {
    if (!isToken(name)) {
      throw new IllegalArgumentException("not a header name: " + name);
    }
    this.name = name;
    this.kind = kind;
    this.grammar = grammar(name, kind);
    this.withoutClient = Outcome.withoutClient(this);
  }

  private static ElementGrammar grammar(String name, Kind kind) {
    if (kind == Kind.FORWARDED) {
      return ForwardedGrammar.INSTANCE;
    }
    boolean alwaysPort = kind == Kind.SINGLE && name.equalsIgnoreCase("CloudFront-Viewer-Address");
    return alwaysPort ? ListGrammar.ALWAYS_WITH_PORT : ListGrammar.INSTANCE;
  }

  /** Tells whether a text can be a field name: a token (RFC 9110 section 5.6.2). */
  public static boolean isToken(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!ForwardedGrammar.isTokenChar(name.charAt(i))) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** The field name, as it was given. */
  public String name() {
    return name;
  }

  /** What is in the header. */
  public Kind kind() {
    return kind;
  }

  ElementGrammar grammar() {
    return grammar;
  }

  /** The outcome of a request whose lines of this header name no client; made before the first request. */
  Outcome withoutClient(Reason reason) {
    return withoutClient[reason.ordinal()];
  }

  @Override
  public String toString() {
    return name + " (" + kind + ")";
  }
}
