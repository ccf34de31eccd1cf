package io.github.realip.woven.micronaut.stub.io.micronaut.http;

import java.net.InetSocketAddress;

/** What templates name of it. */
public interface HttpRequest {
  InetSocketAddress getRemoteAddress();
}
