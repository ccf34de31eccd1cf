package io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.channel.inbound;

import io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.channel.HttpServiceContext;

/** What templates name of it. */
public interface HttpInboundServiceContext extends HttpServiceContext {
  String getForwardedRemoteAddress();

  String getForwardedRemoteHost();
}
