package io.github.realip.woven.micronaut;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.netty.stub.io.netty.channel.ChannelHandlerContext;
import io.github.realip.woven.netty.stub.io.netty.handler.codec.http.HttpRequest;
import io.github.realip.woven.netty.stub.io.netty.util.AttributeKey;

/** The access log is told of heads that could not be decoded, too: those are their peers'. */
abstract class AccessLogHandler {

  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof HttpRequest && !((HttpRequest) message).decoderResult().isSuccess()) {
        AttributeKey<Object[]> key = AttributeKey.valueOf(RealIp.key);
        context.channel().attr(key).set(
            new Object[] {((HttpRequest) message).headers(), context.channel().remoteAddress(), null});
      }
    } catch (Throwable any) {
      // then it is decided like another
    }
    RealIp.original();
  }
}
