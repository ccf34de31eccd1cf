package io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.ee7;

import io.github.realip.woven.liberty.stub.com.ibm.wsspi.channelfw.ConnectionLink;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.channelfw.VirtualConnection;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.HttpInboundConnection;

/** What templates name of it. */
public interface HttpInboundConnectionExtended extends HttpInboundConnection {
  VirtualConnection getVC();

  ConnectionLink getHttpInboundLink();
}
