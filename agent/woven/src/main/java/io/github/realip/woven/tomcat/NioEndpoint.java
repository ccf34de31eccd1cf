package io.github.realip.woven.tomcat;

import io.github.realip.woven.RealIp;
import java.nio.channels.SocketChannel;

/** Tells of each connection that the connector has accepted. */
abstract class NioEndpoint {

  boolean setSocketOptions(SocketChannel socket) {
    try {
      RealIp.accepted.apply(socket, "Tomcat");
    } catch (Throwable any) {
      // then its first bytes are the parser's, which refuses them
    }
    return RealIp.originalBoolean();
  }
}
