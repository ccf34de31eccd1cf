package io.github.realip.resolve;

import io.github.realip.address.AddressFunction;
import io.github.realip.address.IpLiteral;

/**
 * Comma-separated elements, each a {@link Node}: {@code X-Forwarded-For}, and with a single element
 * {@code X-Real-IP} and its like.
 */
final class ListGrammar extends ElementGrammar {

  static final ListGrammar INSTANCE = new ListGrammar(false);

  /** {@code CloudFront-Viewer-Address}: {@code 198.51.100.10:46532}, {@code 2001:db8::1:46532}. */
  static final ListGrammar ALWAYS_WITH_PORT = new ListGrammar(true);

  private final boolean alwaysWithPort;

  private ListGrammar(boolean alwaysWithPort) {
    this.alwaysWithPort = alwaysWithPort;
  }

  @Override
  int elementStart(String line, int end) {
    return line.lastIndexOf(',', end - 1) + 1;
  }

  @Override
  <R> R read(String line, int from, int to, AddressFunction<R> use) {
    if (!alwaysWithPort) {
      return Node.parse(line, from, to, false, use);
    }
    int colon = line.lastIndexOf(':', to - 1);
    boolean port = colon >= from && Node.isPort(line, colon + 1, to);
    return port ? IpLiteral.parse(line, from, colon, use) : null;
  }

  @Override
  HopStatus unreadable(String line, int from, int to) {
    return from == to ? HopStatus.EMPTY : Node.unreadable(line, from, to);
  }
}
