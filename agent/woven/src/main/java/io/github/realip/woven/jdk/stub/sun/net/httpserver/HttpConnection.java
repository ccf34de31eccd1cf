package io.github.realip.woven.jdk.stub.sun.net.httpserver;

import java.nio.channels.SocketChannel;

/** What templates name of it. */
public abstract class HttpConnection {

  public abstract SocketChannel getChannel();
}
