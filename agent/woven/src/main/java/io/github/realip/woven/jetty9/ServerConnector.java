package io.github.realip.woven.jetty9;

import io.github.realip.woven.RealIp;
import java.nio.channels.SocketChannel;

/** Tells of each connection that the connector has accepted; Jetty's classes for connections are clients', too. */
abstract class ServerConnector {

  void accepted(SocketChannel channel) {
    try {
      RealIp.accepted.apply(channel, "Jetty");
    } catch (Throwable any) {
      // then its first bytes are the parser's, which refuses them
    }
    RealIp.original();
  }
}
