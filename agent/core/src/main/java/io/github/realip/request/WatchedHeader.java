package io.github.realip.request;

import io.github.realip.resolve.ClientHeaders;
import java.util.function.BiFunction;

/**
 * Whether a header is read as verified, {@code apply(name, null)}: {@code TRUE} for those that name a client while
 * these are rewritten. It is asked before nearly every header that anybody reads.
 */
final class WatchedHeader implements BiFunction<Object, Object, Object> {

  private final RulesInForce live;

  WatchedHeader(RulesInForce live) {
    this.live = live;
  }

  @Override
  public Object apply(Object name, Object unused) {
    ClientHeaders watched = live.clientHeaders();
    return watched != null && watched.contains((String) name) ? Boolean.TRUE : Boolean.FALSE;
  }
}
