package io.github.realip.request;

import java.util.function.BiFunction;

/**
 * The answer for containers whose applications print a socket's address: {@code apply(address, null)} is a
 * {@link ClientSocketAddress} without its text for a name, and any other address as it is.
 */
final class UnnamedAddress implements BiFunction<Object, Object, Object> {

  @Override
  public Object apply(Object address, Object unused) {
    return address instanceof ClientSocketAddress ? ((ClientSocketAddress) address).unnamed() : address;
  }
}
