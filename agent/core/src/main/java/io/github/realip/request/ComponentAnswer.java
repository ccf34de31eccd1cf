package io.github.realip.request;

import java.net.InetSocketAddress;
import java.util.function.BiFunction;

import io.github.realip.resolve.Outcome;

/**
 * What a forwarding component writes, while it is observed: {@code apply(written, by)}, with the component's name and
 * the kept {@link Head} or {@link ClientSocketAddress} in an array, compares it with the decision. The answer is
 * {@code written}. If the array has the peer as well, the head may be one that nobody has decided by; then what was
 * found is put in its place, to be kept and given the next time.
 */
final class ComponentAnswer implements BiFunction<Object, Object, Object> {

  private final RulesInForce live;
  private final Watch watch;

  ComponentAnswer(RulesInForce live, Watch watch) {
    this.live = live;
    this.watch = watch;
  }

  @Override
  public Object apply(Object written, Object by) {
    if (live.rules() != null && !live.areAnswering()) {
      Object[] nameAndKept = (Object[]) by;
      Comparison comparison = Comparison.of(nameAndKept[1]);
      if (comparison == null && nameAndKept.length > 2 && nameAndKept[1] instanceof Head) {
        comparison = ((Head) nameAndKept[1]).compare((String) nameAndKept[2], watch);
        nameAndKept[1] = comparison;
      }
      if (comparison != null) {
        comparison.answered((String) nameAndKept[0], written);
        return nameAndKept[1] instanceof ClientSocketAddress ? carrying(comparison, written) : written;
      }
    }
    return written;
  }

  /** The same address, by which the request is known where it stands in the place of what was kept. */
  private static Object carrying(Comparison comparison, Object written) {
    if (!(written instanceof InetSocketAddress) || ((InetSocketAddress) written).isUnresolved()) {
      return written;
    }
    InetSocketAddress socket = (InetSocketAddress) written;
    return new ClientSocketAddress(socket.getAddress(), socket, Outcome.INCOMPLETE_HEAD, comparison);
  }
}
