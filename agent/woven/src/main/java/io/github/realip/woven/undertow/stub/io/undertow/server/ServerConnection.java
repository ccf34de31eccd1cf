package io.github.realip.woven.undertow.stub.io.undertow.server;

import java.net.SocketAddress;

/** What templates name of it. */
public abstract class ServerConnection {
  public abstract SocketAddress getPeerAddress();
}
