package io.github.realip.woven.undertow.stub.io.undertow.server;

/** What templates name of it. */
public interface HttpHandler {
  void handleRequest(HttpServerExchange exchange);
}
