package io.github.realip.request;

import java.net.InetSocketAddress;
import java.util.function.BiFunction;

/**
 * What a handler writes where an answer may be kept, {@code apply(written, kept)}: over an answer it stays known as
 * decided; without one it is as it was written.
 */
final class WrittenAddress implements BiFunction<Object, Object, Object> {

  @Override
  public Object apply(Object written, Object kept) {
    if (!(kept instanceof ClientSocketAddress) || written instanceof ClientSocketAddress) {
      return written;
    }
    InetSocketAddress peer = ((ClientSocketAddress) kept).peer();
    InetSocketAddress address = written == null ? peer : (InetSocketAddress) written;
    return address.isUnresolved() ? address : ClientSocketAddress.written(address, peer); // it is trusted by nobody
  }
}
