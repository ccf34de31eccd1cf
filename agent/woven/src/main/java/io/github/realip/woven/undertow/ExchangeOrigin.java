package io.github.realip.woven.undertow;

import io.github.realip.woven.RealIp;
import java.net.InetSocketAddress;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Answers servlets, handlers and logs alike; the exchange's own fields and its header {@code Host} stay. */
@SuppressWarnings("unchecked")
abstract class ExchangeOrigin {

  InetSocketAddress sourceAddress;
  String requestScheme;

  abstract boolean isHostIncludedInRequestURI();

  public String getRequestScheme() {
    String own = RealIp.original();
    try {
      Object origin = RealIp.origin.apply(sourceAddress, own);
      String scheme = origin == null ? null : ((Supplier<String>) origin).get();
      return scheme == null ? own : scheme;
    } catch (Throwable any) {
      return own;
    }
  }

  /** The name as Undertow has it: an IPv6 address without brackets. */
  public String getHostName() {
    String own = RealIp.original();
    try {
      Object origin = RealIp.origin.apply(sourceAddress, requestScheme);
      String name = origin == null ? own : ((UnaryOperator<String>) origin).apply(own);
      return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    } catch (Throwable any) {
      return own;
    }
  }

  /** Its own code takes the default port by the scheme that is answered; only another port is one of the request. */
  public int getHostPort() {
    int own = RealIp.originalInt();
    try {
      getRequestScheme();
      Object origin = RealIp.origin.apply(sourceAddress, requestScheme);
      return origin == null ? own : ((IntUnaryOperator) origin).applyAsInt(own);
    } catch (Throwable any) {
      return own;
    }
  }

  public String getHostAndPort() {
    String own = RealIp.original();
    try {
      if (RealIp.origin.apply(sourceAddress, null) == null) {
        return own;
      }
      String name = getHostName();
      int port = getHostPort();
      String host = name.indexOf(':') < 0 ? name : "[" + name + "]";
      return port == (getRequestScheme().equals("https") ? 443 : 80) ? host : host + ":" + port;
    } catch (Throwable any) {
      return own;
    }
  }

  /** A request target that is a whole URL has a host of its own. */
  public String getRequestURL() {
    String own = RealIp.original();
    try {
      if (!isHostIncludedInRequestURI() || RealIp.origin.apply(sourceAddress, null) == null) {
        return own;
      }
      int path = own.indexOf('/', own.indexOf("//") + 2);
      return getRequestScheme() + "://" + getHostAndPort() + (path < 0 ? "" : own.substring(path));
    } catch (Throwable any) {
      return own;
    }
  }
}
