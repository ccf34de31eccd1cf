package io.github.realip.woven.undertow;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.undertow.stub.org.xnio.nio.NioSocketStreamConnection;

/** Tells of each connection that the server has accepted; its classes for connections are clients', too. */
abstract class NioTcpServer {

  public NioSocketStreamConnection accept() {
    NioSocketStreamConnection connection = RealIp.original();
    try {
      if (connection != null) {
        RealIp.accepted.apply(connection.getChannel(), "Undertow");
      }
    } catch (Throwable any) {
      // then its first bytes are the parser's, which refuses them
    }
    return connection;
  }
}
