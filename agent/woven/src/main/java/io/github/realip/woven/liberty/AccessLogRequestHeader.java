package io.github.realip.woven.liberty;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.liberty.stub.com.ibm.ws.http.channel.internal.inbound.HttpInboundServiceContextImpl;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.channel.HttpRequestMessage;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.channel.HttpResponseMessage;

/** Headers that name a client, in the access log: {@code %{X-Forwarded-For}i}. It may be the first to ask who it is. */
abstract class AccessLogRequestHeader {

  public boolean set(StringBuilder line, HttpResponseMessage response, HttpRequestMessage request, Object name) {
    boolean watched = false;
    try {
      watched = (Boolean) RealIp.watched.apply(name, null);
      if (watched) {
        Object verified = null;
        if (!request.getHeaders((String) name).isEmpty()) {
          HttpInboundServiceContextImpl context = (HttpInboundServiceContextImpl) request.getServiceContext();
          Object head = context.getVC().getStateMap().get(context);
          RealIp.client.apply(head, context.getRemoteAddr().getHostAddress());
          verified = RealIp.verified.apply(head, name);
        }
        line.append(verified == null ? "-" : (String) verified);
      }
    } catch (Throwable any) {
      try {
        watched |= RealIp.clientHeaders.contains(((String) name).replace('_', '-'));
      } catch (Throwable again) {
        watched = true;
      }
    }
    if (watched) {
      return true;
    }
    return RealIp.originalBoolean();
  }

  /** For the same log in other forms. */
  public static String getHeaderValue(HttpResponseMessage response, HttpRequestMessage request, Object name) {
    boolean watched = false;
    try {
      watched = (Boolean) RealIp.watched.apply(name, null);
      if (watched && !request.getHeaders((String) name).isEmpty()) {
        HttpInboundServiceContextImpl context = (HttpInboundServiceContextImpl) request.getServiceContext();
        Object head = context.getVC().getStateMap().get(context);
        RealIp.client.apply(head, context.getRemoteAddr().getHostAddress());
        return (String) RealIp.verified.apply(head, name);
      }
    } catch (Throwable any) {
      try {
        watched |= RealIp.clientHeaders.contains(((String) name).replace('_', '-'));
      } catch (Throwable again) {
        watched = true;
      }
    }
    if (watched) {
      return null;
    }
    return RealIp.original();
  }
}
