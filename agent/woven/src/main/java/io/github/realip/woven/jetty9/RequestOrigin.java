package io.github.realip.woven.jetty9;

import io.github.realip.woven.RealIp;
import java.net.InetSocketAddress;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Answers servlets, handlers and logs alike; the request's URI and its header {@code Host} stay. */
@SuppressWarnings("unchecked")
abstract class RequestOrigin {

  InetSocketAddress _remote;
  boolean _secure;

  public String getScheme() {
    String own = RealIp.original();
    try {
      Object origin = RealIp.origin.apply(_remote, own);
      String scheme = origin == null ? null : ((Supplier<String>) origin).get();
      return scheme == null ? own : scheme;
    } catch (Throwable any) {
      return own;
    }
  }

  public boolean isSecure() {
    boolean own = RealIp.originalBoolean();
    try {
      Object origin = RealIp.origin.apply(_remote, null);
      String scheme = origin == null ? null : ((Supplier<String>) origin).get();
      return scheme == null ? own : scheme.equals("https");
    } catch (Throwable any) {
      return own;
    }
  }

  public String getServerName() {
    String own = RealIp.original();
    try {
      Object origin = RealIp.origin.apply(_remote, _secure ? "https" : "http");
      return origin == null ? own : ((UnaryOperator<String>) origin).apply(own);
    } catch (Throwable any) {
      return own;
    }
  }

  /** Its own code takes the default port by the scheme that is answered; only another port is one of the request. */
  public int getServerPort() {
    int own = RealIp.originalInt();
    try {
      Object origin = RealIp.origin.apply(_remote, _secure ? "https" : "http");
      return origin == null ? own : ((IntUnaryOperator) origin).applyAsInt(own);
    } catch (Throwable any) {
      return own;
    }
  }
}
