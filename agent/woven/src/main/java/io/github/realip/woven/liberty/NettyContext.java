package io.github.realip.woven.liberty;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.channelfw.VirtualConnection;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.genericbnf.HeaderField;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.channel.HttpRequestMessage;
import io.github.realip.woven.netty.stub.io.netty.handler.codec.http.FullHttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Takes the head of a request that Netty has read, in Liberty's betas: all of it, and trailers apart. */
@SuppressWarnings("unchecked")
abstract class NettyContext {

  abstract HttpRequestMessage getRequest();

  abstract VirtualConnection getVC();

  public void setNettyRequest(FullHttpRequest netty) {
    RealIp.original();
    try {
      HttpRequestMessage request = getRequest();
      Object head = RealIp.head.apply(null, null);
      while (head instanceof BiFunction) {
        List<String> lines = new ArrayList<String>(2);
        for (HeaderField field : request.getHeaders(head.toString())) {
          lines.add(field.asString());
        }
        head = ((BiFunction<Object, Object, Object>) head).apply(null, lines);
      }
      getVC().getStateMap().put(this, head);
    } catch (Throwable any) {
      return; // without its head the request has its peer as answer
    }
  }
}
