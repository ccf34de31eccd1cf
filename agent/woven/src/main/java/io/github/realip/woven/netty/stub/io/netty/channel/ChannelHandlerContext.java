package io.github.realip.woven.netty.stub.io.netty.channel;

/** What templates name of it. */
public interface ChannelHandlerContext {
  Channel channel();
}
