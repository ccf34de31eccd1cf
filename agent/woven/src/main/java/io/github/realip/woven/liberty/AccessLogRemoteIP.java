package io.github.realip.woven.liberty;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.liberty.stub.com.ibm.ws.http.channel.internal.inbound.HttpInboundServiceContextImpl;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.channel.HttpRequestMessage;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.channel.HttpResponseMessage;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.channel.inbound.HttpInboundServiceContext;

/** Answers the access log, which is written below the dispatcher, also for requests that never come to it. */
abstract class AccessLogRemoteIP {

  public static String getRemoteIP(HttpResponseMessage response, HttpRequestMessage request, Object data) {
    String peer = RealIp.original();
    try {
      HttpInboundServiceContextImpl context = (HttpInboundServiceContextImpl) request.getServiceContext();
      return (String) RealIp.client.apply(context.getVC().getStateMap().get(context), peer);
    } catch (Throwable any) {
      return peer;
    }
  }

  @InsteadOfCall(in = "getRemoteIP")
  static String getForwardedRemoteAddress(HttpInboundServiceContext context) {
    return (String) RealIp.own.apply(context.getForwardedRemoteAddress(), null);
  }
}
