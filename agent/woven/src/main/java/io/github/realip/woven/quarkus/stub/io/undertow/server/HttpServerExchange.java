package io.github.realip.woven.quarkus.stub.io.undertow.server;

import java.net.InetSocketAddress;
import java.util.List;

/** What templates name of it. */
public abstract class HttpServerExchange {
  public abstract List<String> getRequestHeaders(String name);

  public abstract InetSocketAddress getSourceAddress();

  public abstract HttpServerExchange setSourceAddress(InetSocketAddress address);
}
