package io.github.realip.woven.liberty.stub.com.ibm.ws.http.channel.internal.inbound;

import io.github.realip.woven.liberty.stub.com.ibm.wsspi.channelfw.VirtualConnection;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.channel.inbound.HttpInboundServiceContext;
import java.net.InetAddress;

/** What templates name of it. */
public abstract class HttpInboundServiceContextImpl implements HttpInboundServiceContext {
  public abstract VirtualConnection getVC();

  @Override
  public abstract String getForwardedRemoteAddress();

  public abstract InetAddress getRemoteAddr();
}
