package io.github.realip.request;

import java.util.function.BiFunction;

import io.github.realip.address.AddressFormat;
import io.github.realip.address.IpLiteral;

/**
 * The remote host for the address that the application gets: {@code apply(host, address)}. A host that is the same
 * address in the container's words stays; another address, or a name that the container looked up for the peer, gives
 * way to the address's text. No look-up, ever.
 */
public final class RemoteHost implements BiFunction<Object, Object, Object> {

  private final RulesInForce live;

  /** Leaves the host alone while there are no rules. */
  public RemoteHost(RulesInForce live) {
    this.live = live;
  }

  @Override
  public Object apply(Object host, Object address) {
    if (host == null || address == null || host.equals(address) || !live.areAnswering()) {
      return host;
    }
    String hostAddress = canonical((String) host);
    return hostAddress != null && hostAddress.equals(canonical((String) address)) ? host : address;
  }

  /** An address in one form of all that containers print, or {@code null} if it is none. */
  static String canonical(String text) {
    boolean brackets = text.startsWith("[") && text.endsWith("]");
    int from = brackets ? 1 : 0;
    int zone = text.indexOf('%');
    int to = zone >= 0 ? zone : text.length() - from;
    return IpLiteral.parse(text, from, to, AddressFormat.RFC5952);
  }
}
