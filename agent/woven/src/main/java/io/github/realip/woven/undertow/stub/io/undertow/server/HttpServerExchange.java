package io.github.realip.woven.undertow.stub.io.undertow.server;

import io.github.realip.woven.undertow.stub.io.undertow.util.HeaderMap;
import io.github.realip.woven.undertow.stub.io.undertow.util.HttpString;
import java.net.InetSocketAddress;

/** What templates name of it. */
public abstract class HttpServerExchange {
  public abstract ServerConnection getConnection();

  public abstract HeaderMap getRequestHeaders();

  public abstract InetSocketAddress getSourceAddress();

  public abstract HttpServerExchange setSourceAddress(InetSocketAddress address);

  public abstract HttpServerExchange setRequestMethod(HttpString method);
}
