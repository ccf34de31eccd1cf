package io.github.realip.woven.undertow.stub.org.xnio.nio;

import java.nio.channels.SocketChannel;

/** Stands for the container's class. */
public abstract class NioSocketStreamConnection {

  /** The channel of the connection. */
  public abstract SocketChannel getChannel();
}
