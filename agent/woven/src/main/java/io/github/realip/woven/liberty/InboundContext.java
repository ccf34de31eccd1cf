package io.github.realip.woven.liberty;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.channelfw.VirtualConnection;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.genericbnf.HeaderField;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.channel.HttpRequestMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Takes the head where the parser has read it to its end. It is kept among the states of the connection or of the
 * stream, under this context, so that no stream finds what another one of its connection has left.
 */
@SuppressWarnings("unchecked")
abstract class InboundContext {

  abstract HttpRequestMessage getRequest();

  abstract VirtualConnection getVC();

  protected void parsingComplete() {
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
      // without its head the request has its peer as answer
    }
    RealIp.original();
  }

  public void clear() {
    try {
      getVC().getStateMap().remove(this);
    } catch (Throwable any) {
      // there is no connection any more
    }
    RealIp.original();
  }
}
