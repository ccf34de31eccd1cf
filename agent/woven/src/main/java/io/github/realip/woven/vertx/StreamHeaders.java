package io.github.realip.woven.vertx;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.vertx.stub.io.vertx.core.MultiMap;
import io.github.realip.woven.vertx.stub.io.vertx.core.http.impl.HttpRequestHead;
import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;

/** HTTP/2 and HTTP/3 since Vert.x 5.1 give a request its head and then to its handler. */
abstract class StreamHeaders {

  MultiMap headersMap;

  abstract SocketAddress remoteAddress();

  public void handleHeaders(HttpRequestHead head) {
    try {
      headersMap = head.headers(); // as the target does
      remoteAddress();
    } catch (Throwable any) {
      // then the peer
    }
    RealIp.original();
  }
}
