package io.github.realip.request;

import java.util.function.BiFunction;

/**
 * What a header that names a client reads as, {@code apply(kept, name)}: asked after the address, of a header that was
 * sent, with the {@link Head} or the {@link ClientSocketAddress} that the container has kept. The answer is the one
 * line, or {@code null} if the header is absent.
 */
final class VerifiedHeader implements BiFunction<Object, Object, Object> {

  @Override
  public Object apply(Object kept, Object name) {
    Head head = RequestOrigin.head(kept);
    return head == null ? null : head.verified().line((String) name);
  }
}
