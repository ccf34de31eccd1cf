package io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server;

import java.net.SocketAddress;

/** What templates name of it. */
public interface ConnectionMetaData {
  SocketAddress getRemoteSocketAddress();

  /** What templates name of it. */
  class Wrapper implements ConnectionMetaData {
    public Wrapper(ConnectionMetaData wrapped) {
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
      throw new AssertionError();
    }
  }
}
