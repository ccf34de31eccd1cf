package io.github.realip.woven.spring.stub.org.springframework.http.server.reactive;

import java.net.InetSocketAddress;

/** What templates name of it. */
public interface ServerHttpRequest {
  InetSocketAddress getRemoteAddress();
}
