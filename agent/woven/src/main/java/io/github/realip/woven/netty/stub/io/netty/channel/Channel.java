package io.github.realip.woven.netty.stub.io.netty.channel;

import io.github.realip.woven.netty.stub.io.netty.util.Attribute;
import io.github.realip.woven.netty.stub.io.netty.util.AttributeKey;
import java.net.SocketAddress;

/** What templates name of it. */
public interface Channel {
  SocketAddress remoteAddress();

  <T> Attribute<T> attr(AttributeKey<T> key);
}
