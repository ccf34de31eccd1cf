package io.github.realip.woven.micronaut;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.netty.stub.io.netty.channel.ChannelHandlerContext;
import io.github.realip.woven.netty.stub.io.netty.handler.codec.http.HttpRequest;
import io.github.realip.woven.netty.stub.io.netty.util.AttributeKey;

/** Over HTTP/2 the log makes a head of its own, which has the stream in common with that of the request. */
abstract class Http2AccessLog {

  public void logHeaders(ChannelHandlerContext context, int stream, HttpRequest request) {
    try {
      AttributeKey<Object[]> key = AttributeKey.valueOf(RealIp.key);
      context.channel().attr(key).set(new Object[] {request.headers(), null, String.valueOf(stream)});
    } catch (Throwable any) {
      // then it is decided twice
    }
    RealIp.original();
  }
}
