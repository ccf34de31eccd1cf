package io.github.realip.woven.liberty;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.liberty.stub.com.ibm.ws.http.channel.internal.inbound.HttpInboundServiceContextImpl;
import io.github.realip.woven.liberty.stub.com.ibm.ws.http.dispatcher.internal.channel.HttpDispatcherLink;

/**
 * Answers servlets. Liberty's own {@code remoteIp}, and the headers of the web server's plug-in, have no say about the
 * address.
 */
abstract class DispatcherLink {

  HttpInboundServiceContextImpl isc;

  public String getRemoteHostAddress() {
    String peer = RealIp.original();
    try {
      HttpInboundServiceContextImpl context = isc;
      return (String) RealIp.client.apply(context.getVC().getStateMap().get(context), peer);
    } catch (Throwable any) {
      return peer;
    }
  }

  @InsteadOfCall(in = "getRemoteHostAddress")
  static String getForwardedRemoteAddress(HttpInboundServiceContextImpl context) {
    return (String) RealIp.own.apply(context.getForwardedRemoteAddress(), null);
  }

  /** Of the plug-in's header; what is not valid gives way to the peer. */
  @InsteadOfCall(in = "getRemoteHostAddress")
  static boolean validateRemoteAddress(HttpDispatcherLink link, String address) {
    return ((Boolean) RealIp.own.apply(link.validateRemoteAddress(address), Boolean.FALSE)).booleanValue();
  }
}
