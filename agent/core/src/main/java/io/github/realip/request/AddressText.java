package io.github.realip.request;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.function.BiFunction;

/**
 * The text of an address, {@code apply(InetAddress, null)}: as the agent labelled it, or as the JDK prints it.
 *
 * @see HeaderStep
 */
public final class AddressText implements BiFunction<Object, Object, Object> {

  @Override
  public Object apply(Object address, Object unused) {
    InetAddress known = (InetAddress) address;
    if (known instanceof Inet6Address) { // IPv4 has one form only
      String text = known.toString(); // "label/address" or "/address", without a look-up
      int slash = text.indexOf('/');
      if (text.lastIndexOf(':', slash) > 0) { // a label with a colon is an address, not a host name
        return text.substring(0, slash);
      }
    }
    return known.getHostAddress();
  }
}
