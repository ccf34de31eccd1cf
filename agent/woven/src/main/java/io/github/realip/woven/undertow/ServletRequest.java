package io.github.realip.woven.undertow;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import java.net.InetAddress;

/** The servlet request prints the text that the agent has chosen. */
abstract class ServletRequest {

  @InsteadOfCall(in = "getRemoteAddr")
  static String getHostAddress(InetAddress address) {
    return (String) RealIp.text.apply(address, null);
  }
}
