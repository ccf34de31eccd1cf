package io.github.realip.woven.tomcat;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.tomcat.stub.org.apache.coyote.Request;

/**
 * Answers valves, access log and facade. The answer is kept in Tomcat's own field, which Tomcat's {@code recycle()}
 * empties.
 */
abstract class ConnectorRequest {

  String remoteAddr;

  abstract Request getCoyoteRequest();

  public String getRemoteAddr() {
    if (remoteAddr != null) {
      return remoteAddr;
    }
    String peer = RealIp.original();
    try {
      remoteAddr = (String) RealIp.client.apply(getCoyoteRequest().getAttribute(RealIp.key), peer);
      return remoteAddr;
    } catch (Throwable any) {
      return peer;
    }
  }

  public String getRemoteHost() {
    String host = RealIp.original();
    try {
      return (String) RealIp.host.apply(host, getRemoteAddr());
    } catch (Throwable any) {
      return host;
    }
  }
}
