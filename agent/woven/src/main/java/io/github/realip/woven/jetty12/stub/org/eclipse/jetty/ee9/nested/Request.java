package io.github.realip.woven.jetty12.stub.org.eclipse.jetty.ee9.nested;

import java.net.InetSocketAddress;

/** What templates name of it. */
public abstract class Request {
  public abstract InetSocketAddress getRemoteInetSocketAddress();
}
