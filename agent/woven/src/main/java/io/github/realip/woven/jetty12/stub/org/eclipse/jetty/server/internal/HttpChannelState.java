package io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.internal;

import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.ConnectionMetaData;

/** What templates name of it. */
public abstract class HttpChannelState {
  public abstract ConnectionMetaData getConnectionMetaData();
}
