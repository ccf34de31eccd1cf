package io.github.realip.request;

/**
 * What the agent would say of scheme, host, port or a header of one request, beside what the application gets, while
 * rules are only observed.
 */
public final class ComparedFact {

  /** What would become of the application's answer. */
  public enum Kind {
    /** It would stay. */
    SAME,
    /** It is the container's own, and would be the one that a trusted proxy says. */
    VERIFIED_FOR_OWN,
    /** It is a component's, and would be another one, which a trusted proxy says. */
    VERIFIED_FOR_COMPONENT,
    /** It is a component's, no trusted proxy says it, and it would be the container's own, whatever that is. */
    OWN_FOR_COMPONENT
  }

  private final String fact;
  private final String component;
  private final Kind kind;
  private final String answered;
  private final String verified;
  private final String peer;

  ComparedFact(String fact, String component, Kind kind, String answered, String verified, String peer) {
    this.fact = fact;
    this.component = component;
    this.kind = kind;
    this.answered = answered;
    this.verified = verified;
    this.peer = peer;
  }

  boolean isOf(String by, Kind what, String answer) {
    return kind == what && component.equals(by) && answered.equals(answer);
  }

  /** What it is about, by its name in {@code realip.rewrite}: {@code proto}, {@code host}, {@code port}, ... */
  public String fact() {
    return fact;
  }

  /** Who has the application's answer, as in {@link Comparison#component()}. */
  public String component() {
    return component;
  }

  /** What would become of the answer. */
  public Kind kind() {
    return kind;
  }

  /** What the application gets; it may be any text. */
  public String answered() {
    return answered;
  }

  /** What a trusted proxy says; empty if none does, or if the header would be absent. */
  public String verified() {
    return verified;
  }

  /** The peer's text. */
  public String peer() {
    return peer;
  }
}
