package io.github.realip.woven.jetty12;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.ConnectionMetaData;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.internal.HttpChannelState;

/** The request that Jetty makes of a head; whoever asks for its connection gets one that says who the client is. */
abstract class ChannelRequest {

  @InsteadOfCall(in = "<init>")
  ConnectionMetaData getConnectionMetaData(HttpChannelState channel) {
    return (ConnectionMetaData) RealIp.connection.apply(channel.getConnectionMetaData(), this);
  }
}
