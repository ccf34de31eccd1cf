package io.github.realip.woven.jetty9;

import io.github.realip.woven.HandsOn;
import io.github.realip.woven.RealIp;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Headers that name a client, for servlets, filters, logs and WebSocket handshakes; the fields themselves, which
 * handlers may ask for, stay.
 */
@SuppressWarnings("unchecked")
abstract class RequestHeaders {

  InetSocketAddress _remote;

  public String getHeader(String name) {
    String own = RealIp.original();
    boolean watched = false;
    try {
      watched = (Boolean) RealIp.watched.apply(name, null);
      if (!watched) {
        return own;
      }
      Enumeration<String> lines = getHeaders(name); // an empty line has no value in Jetty 9.2
      return lines.hasMoreElements() ? lines.nextElement() : null;
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
      Object line = RealIp.verified.apply(_remote, name);
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
      return (Enumeration<String>) RealIp.verifiedNames.apply(_remote, own);
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

  /** An address is no number, as any text. */
  @HandsOn
  public int getIntHeader(String name) {
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
      return line == null ? -1 : Integer.parseInt(line);
    }
    return RealIp.originalInt();
  }

  /** An address is no date; Jetty answers any text that is none with -1. */
  public long getDateHeader(String name) {
    boolean watched;
    try {
      watched = (Boolean) RealIp.watched.apply(name, null);
    } catch (Throwable any) {
      watched = true;
      try {
        watched = RealIp.clientHeaders.contains(name.replace('_', '-'));
      } catch (Throwable again) {
        watched = true;
      }
    }
    if (watched) {
      return -1;
    }
    return RealIp.originalLong();
  }
}
