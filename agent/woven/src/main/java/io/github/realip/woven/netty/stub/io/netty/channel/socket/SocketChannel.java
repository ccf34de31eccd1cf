package io.github.realip.woven.netty.stub.io.netty.channel.socket;

import io.github.realip.woven.netty.stub.io.netty.channel.Channel;
import java.net.InetSocketAddress;

/** What templates name of it. */
public interface SocketChannel extends Channel {
  @Override
  InetSocketAddress remoteAddress();
}
