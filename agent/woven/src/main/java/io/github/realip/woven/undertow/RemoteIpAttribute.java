package io.github.realip.woven.undertow;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import java.net.InetAddress;

/** {@code %a} in the access log prints the text that the agent has chosen. */
abstract class RemoteIpAttribute {

  @InsteadOfCall(in = "readAttribute")
  static String getHostAddress(InetAddress address) {
    return (String) RealIp.text.apply(address, null);
  }
}
