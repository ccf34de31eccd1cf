package io.github.realip.request;

import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.realip.request.ComparedFact.Kind;
import io.github.realip.resolve.Fact;
import io.github.realip.resolve.FactReason;
import io.github.realip.resolve.Origin;
import io.github.realip.resolve.OriginRules;

/**
 * Stands in the place of a {@link KnownOrigin} while rules are only observed: each answer is the one that is given, and
 * is compared with what the agent would say. The last one counts, for components write theirs late.
 */
final class OriginComparison implements Supplier<String>, UnaryOperator<String>, IntUnaryOperator {

  private final Comparison comparison;
  private final OriginRules rules;
  private final Origin verified;
  private final boolean isSecond;
  private final Watch watch;
  private final ComparedFact[] said = new ComparedFact[Fact.values().length];
  private final boolean[] isWrapped = new boolean[Fact.values().length];
  private boolean wrapping;
  private String scheme;

  /**
   * Compares.
   *
   * @param verified what is verified, or {@code null} if nothing is
   * @param isSecond whether the container has compared this request already: then the first answer is its own
   */
  OriginComparison(Comparison comparison, OriginRules rules, Origin verified, boolean isSecond, Watch watch) {
    this.comparison = comparison;
    this.rules = rules;
    this.verified = verified;
    this.isSecond = isSecond;
    this.watch = watch;
  }

  /**
   * The same beside this scheme.
   *
   * @param isWrapper whether a component's wrapper of the request asks, whose answers are the application's from now on
   */
  OriginComparison given(String ownScheme, boolean isWrapper) {
    scheme = ownScheme;
    wrapping = isWrapper;
    return this;
  }

  @Override
  public String get() {
    String would = verified == null ? null : verified.scheme();
    say(Fact.PROTO, scheme, would, would == null && Origin.isSecure(scheme));
    return null;
  }

  @Override
  public String apply(String ownName) {
    if (ownName != null) {
      String would = verified == null ? null : verified.host();
      boolean refused = verified != null && (verified.hostReason() == FactReason.NOT_ALLOWED
          || verified.hostReason() == FactReason.UNREADABLE || verified.hostReason() == FactReason.AMBIGUOUS);
      say(Fact.HOST, canonical(ownName), would, refused);
    }
    return ownName;
  }

  @Override
  public int applyAsInt(int ownPort) {
    String would = verified == null ? null : String.valueOf(verified.port(scheme, ownPort));
    say(Fact.PORT, String.valueOf(ownPort), would, false);
    return ownPort;
  }

  /** In the form of a verified one. */
  private static String canonical(String name) {
    String host = name.toLowerCase(Locale.ROOT);
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /**
   * Compares.
   *
   * @param would what is verified, or {@code null} if nothing is
   * @param doubtful whether, if nothing is, a component that has written the address may have written this, too
   */
  private void say(Fact fact, String answered, String would, boolean doubtful) {
    boolean isWanted = rules.has(fact) || fact == Fact.PORT; // that follows scheme and host
    if (!isWanted || isWrapped[fact.ordinal()] && !wrapping) {
      return;
    }
    isWrapped[fact.ordinal()] = wrapping;
    ComparedFact before = said[fact.ordinal()];
    boolean isCounted = isSecond && before == null;
    String by = isCounted ? Comparison.CONTAINER : comparison.component();
    boolean own = by.equals(Comparison.CONTAINER);
    Kind kind = would == null ? doubtful && !own ? Kind.OWN_FOR_COMPONENT : Kind.SAME
        : would.equals(answered) ? Kind.SAME : own ? Kind.VERIFIED_FOR_OWN : Kind.VERIFIED_FOR_COMPONENT;
    if (before != null && before.isOf(by, kind, answered)) {
      return;
    }
    if (before != null) { // a race counts one request twice
      watch.compared(before, -1);
    }
    ComparedFact now = new ComparedFact(fact.name().toLowerCase(Locale.ROOT), by, kind, answered,
        would == null ? "" : would, comparison.peer());
    said[fact.ordinal()] = now;
    if (!isCounted) {
      watch.compared(now, 1);
    }
  }
}
