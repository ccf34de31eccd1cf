package io.github.realip.woven.jetty9.stub.org.eclipse.jetty.io;

import java.net.InetSocketAddress;

/** What templates name of it. */
public interface EndPoint {
  InetSocketAddress getRemoteAddress();

  Object getTransport();
}
