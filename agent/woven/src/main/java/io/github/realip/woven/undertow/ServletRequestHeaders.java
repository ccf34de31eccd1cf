package io.github.realip.woven.undertow;

import io.github.realip.woven.HandsOn;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.undertow.stub.io.undertow.server.HttpServerExchange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Headers that name a client, for servlets, filters and WebSocket handshakes. The exchange's own stay, for handlers: to
 * change those once would not do, because Undertow adds trailers of HTTP/2 to them.
 */
@SuppressWarnings("unchecked")
abstract class ServletRequestHeaders {

  abstract HttpServerExchange getExchange();

  public String getHeader(String name) {
    String own = RealIp.original();
    boolean watched = false;
    try {
      if (own == null) {
        return null;
      }
      watched = (Boolean) RealIp.watched.apply(name, null);
      if (!watched) {
        return own;
      }
      return (String) RealIp.verified.apply(getExchange().getSourceAddress(), name);
    } catch (Throwable any) {
      try {
        return watched || RealIp.clientHeaders.contains(name.replace('_', '-')) ? null : own;
      } catch (Throwable again) {
        return null;
      }
    }
  }

  public Enumeration<String> getHeaders(String name) {
    Enumeration<String> own = RealIp.original();
    boolean watched = false;
    try {
      watched = (Boolean) RealIp.watched.apply(name, null);
      if (!watched || !own.hasMoreElements()) {
        return own;
      }
      Object line = RealIp.verified.apply(getExchange().getSourceAddress(), name);
      return line == null ? Collections.<String>emptyEnumeration()
          : Collections.enumeration(Collections.singleton((String) line));
    } catch (Throwable any) {
      try {
        return watched || RealIp.clientHeaders.contains(name.replace('_', '-'))
            ? Collections.<String>emptyEnumeration() : own;
      } catch (Throwable again) {
        return null;
      }
    }
  }

  public Enumeration<String> getHeaderNames() {
    Enumeration<String> own = RealIp.original();
    try {
      return (Enumeration<String>) RealIp.verifiedNames.apply(getExchange().getSourceAddress(), own);
    } catch (Throwable any) {
      try {
        List<String> others = new ArrayList<String>();
        while (own.hasMoreElements()) {
          String name = own.nextElement();
          if (!RealIp.clientHeaders.contains(name.replace('_', '-'))) {
            others.add(name);
          }
        }
        return Collections.enumeration(others);
      } catch (Throwable again) {
        return null;
      }
    }
  }

  /** An address is no date, as any text. */
  @HandsOn
  public long getDateHeader(String name) {
    boolean watched;
    String line = null;
    try {
      watched = (Boolean) RealIp.watched.apply(name, null);
      line = watched ? getHeader(name) : null;
    } catch (Throwable any) {
      watched = true;
      try {
        watched = RealIp.clientHeaders.contains(name.replace('_', '-'));
      } catch (Throwable again) {
        line = null;
      }
    }
    if (watched) {
      if (line == null) {
        return -1;
      }
      throw new IllegalArgumentException(line);
    }
    return RealIp.originalLong();
  }
}
