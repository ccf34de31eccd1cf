package io.github.realip.woven.reactor;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.reactor.stub.reactor.netty.http.server.ConnectionInformation;
import java.net.SocketAddress;
import java.util.function.Supplier;

/** The access log as it comes has the channel's peer; it agrees with the application where the agent has decided. */
abstract class AccessLog {

  ConnectionInformation connectionInfo;

  public SocketAddress remoteAddress() {
    SocketAddress peer = RealIp.original();
    try {
      ConnectionInformation request = connectionInfo;
      SocketAddress client = request == null ? null : request.remoteAddress();
      return client instanceof Supplier ? client : peer;
    } catch (Throwable any) {
      return peer;
    }
  }
}
