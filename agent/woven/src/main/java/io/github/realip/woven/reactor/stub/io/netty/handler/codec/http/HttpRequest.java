package io.github.realip.woven.reactor.stub.io.netty.handler.codec.http;

/** What templates name of it. */
public interface HttpRequest {
  HttpHeaders headers();
}
