package io.github.realip.woven.grizzly;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.grizzly.stub.org.apache.catalina.Connector;

/** GlassFish's own way past a proxy, the header {@code Proxy-ip} of its {@code auth-pass-through}, has no say. */
abstract class CatalinaRemoteHost {

  @InsteadOfCall(in = "getRemoteHost")
  static boolean getAuthPassthroughEnabled(Connector connector) {
    return ((Boolean) RealIp.own.apply(connector.getAuthPassthroughEnabled(), Boolean.FALSE)).booleanValue();
  }
}
