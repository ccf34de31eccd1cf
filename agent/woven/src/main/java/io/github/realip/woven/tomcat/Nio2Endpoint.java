package io.github.realip.woven.tomcat;

import io.github.realip.woven.RealIp;
import java.nio.channels.AsynchronousSocketChannel;

/** Puts a channel that reads the PROXY protocol in the place of the one that the connector has accepted. */
abstract class Nio2Endpoint {

  boolean setSocketOptions(AsynchronousSocketChannel socket) {
    try {
      socket = (AsynchronousSocketChannel) RealIp.accepted.apply(socket, "Tomcat");
    } catch (Throwable any) {
      // then its first bytes are the parser's, which refuses them
    }
    return RealIp.originalBoolean();
  }
}
