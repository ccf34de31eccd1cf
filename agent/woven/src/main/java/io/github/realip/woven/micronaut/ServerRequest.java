package io.github.realip.woven.micronaut;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.micronaut.stub.io.micronaut.core.convert.value.MutableConvertibleValues;
import io.github.realip.woven.micronaut.stub.io.micronaut.http.HttpHeaders;
import io.github.realip.woven.micronaut.stub.io.micronaut.http.MutableHttpRequest;
import io.github.realip.woven.netty.stub.io.netty.channel.ChannelHandlerContext;
import io.github.realip.woven.netty.stub.io.netty.handler.codec.http.HttpRequest;
import io.github.realip.woven.netty.stub.io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.util.function.BiFunction;

/**
 * Decides at the first question, and before anybody gets headers that he may change; a head that could not be decoded
 * is never decided. The answer is an attribute of the request. What the access log has decided just before, for this
 * head or, over HTTP/2, for this stream, is not decided again.
 */
@SuppressWarnings("unchecked")
abstract class ServerRequest {

  abstract HttpRequest getNativeRequest();

  abstract ChannelHandlerContext getChannelHandlerContext();

  abstract MutableConvertibleValues<Object> getAttributes();

  public InetSocketAddress getRemoteAddress() {
    InetSocketAddress peer = RealIp.original();
    try {
      MutableConvertibleValues<Object> kept = getAttributes();
      Object client = kept.getValue(RealIp.key);
      if (client == null && peer != null) {
        kept.put(RealIp.key, peer); // whatever fails now, no later question decides
        client = peer;
        HttpRequest request = getNativeRequest();
        AttributeKey<Object[]> key = AttributeKey.valueOf(RealIp.key);
        Object[] logged = getChannelHandlerContext().channel().attr(key).get();
        if (logged != null && logged[1] != null && (logged[0] == request.headers()
            || logged[2] != null && logged[2].equals(request.headers().get("x-http2-stream-id")))) {
          client = logged[1];
        } else if (request.decoderResult().isSuccess()) {
          Object head = RealIp.head.apply(peer, null);
          while (head instanceof BiFunction) {
            head = ((BiFunction<Object, Object, Object>) head).apply(peer, request.headers().getAll(head.toString()));
          }
          client = RealIp.unnamed.apply(RealIp.client.apply(head, peer), null);
        }
        kept.put(RealIp.key, (InetSocketAddress) client);
      }
      return (InetSocketAddress) client;
    } catch (Throwable any) {
      return peer;
    }
  }

  public HttpHeaders getHeaders() {
    try {
      if (getAttributes().getValue(RealIp.key) == null
          && getChannelHandlerContext().channel().remoteAddress() instanceof InetSocketAddress) {
        getRemoteAddress();
      }
    } catch (Throwable any) {
      // then the peer
    }
    return RealIp.original();
  }

  public MutableHttpRequest mutate() {
    try {
      getHeaders();
    } catch (Throwable any) {
      // then the peer
    }
    return RealIp.original();
  }
}
