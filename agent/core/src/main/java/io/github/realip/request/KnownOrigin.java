package io.github.realip.request;

import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.realip.resolve.Origin;

/**
 * Scheme, host and port of one request, as woven code knows them: it supplies the scheme, or {@code null} for the
 * container's own, and makes of the own name of the host and of the own port those that the client asked.
 */
final class KnownOrigin implements Supplier<String>, UnaryOperator<String>, IntUnaryOperator {

  private final Origin origin;
  private final String ownScheme;

  KnownOrigin(Origin origin, String ownScheme) {
    this.origin = origin;
    this.ownScheme = ownScheme;
  }

  /** The same beside this scheme of the container's, if that is given. */
  KnownOrigin given(String scheme) {
    return scheme == null || scheme.equals(ownScheme) ? this : new KnownOrigin(origin, scheme);
  }

  Origin origin() {
    return origin;
  }

  @Override
  public String get() {
    return origin.scheme();
  }

  @Override
  public String apply(String ownName) {
    return origin.host() == null ? ownName : origin.host();
  }

  @Override
  public int applyAsInt(int ownPort) {
    return origin.port(ownScheme, ownPort);
  }
}
