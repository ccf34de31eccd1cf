package io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server;

import io.github.realip.woven.jetty9.stub.org.eclipse.jetty.http.HttpFields;
import io.github.realip.woven.jetty9.stub.servlet.ServletRequest;
import java.net.InetSocketAddress;

/** What templates name of it. */
public abstract class Request {
  public abstract HttpFields getHttpFields();

  public abstract InetSocketAddress getRemoteInetSocketAddress();

  public abstract void setRemoteAddr(InetSocketAddress address);

  public static Request getBaseRequest(ServletRequest request) {
    throw new AssertionError();
  }
}
