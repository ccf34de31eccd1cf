package io.github.realip.woven.jetty9;

import io.github.realip.woven.RealIp;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** Answers with the client's text as it was found; a peer is written in Jetty's own way. */
abstract class ServletRequest {

  InetSocketAddress _remote;

  public String getRemoteAddr() {
    try {
      if (_remote instanceof Supplier) {
        Object client = ((Supplier<?>) _remote).get();
        if (client != null) {
          return (String) client;
        }
      }
    } catch (Throwable any) {
      // then the container's own answer
    }
    return RealIp.original();
  }

  public String getRemoteHost() {
    try {
      if (_remote instanceof Supplier) {
        Object client = ((Supplier<?>) _remote).get();
        if (client != null) {
          return (String) client;
        }
      }
    } catch (Throwable any) {
      // then the container's own answer
    }
    return RealIp.original();
  }
}
