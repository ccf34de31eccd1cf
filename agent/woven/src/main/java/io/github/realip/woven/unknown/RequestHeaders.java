package io.github.realip.woven.unknown;

import io.github.realip.woven.HandsOn;
import io.github.realip.woven.RealIp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Headers that name a client in such a request, by the head that has just decided its address; they are raw for that
 * question alone.
 */
@SuppressWarnings("unchecked")
abstract class RequestHeaders {

  abstract String getRemoteAddr();

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
      Object[] asking = (Object[]) RealIp.asking.apply(null, null);
      if (asking[0] != null) {
        return own;
      }
      asking[1] = Boolean.TRUE;
      getRemoteAddr();
      Object head = asking[1];
      asking[1] = null;
      return (String) RealIp.verified.apply(head, name);
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
      if (!watched || own == null || !own.hasMoreElements()) {
        return own;
      }
      Object[] asking = (Object[]) RealIp.asking.apply(null, null);
      if (asking[0] != null) {
        return own;
      }
      asking[1] = Boolean.TRUE;
      getRemoteAddr();
      Object head = asking[1];
      asking[1] = null;
      Object line = RealIp.verified.apply(head, name);
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
      Object[] asking = (Object[]) RealIp.asking.apply(null, null);
      if (asking[0] != null || own == null) {
        return own;
      }
      asking[1] = Boolean.TRUE;
      getRemoteAddr();
      Object head = asking[1];
      asking[1] = null;
      return (Enumeration<String>) RealIp.verifiedNames.apply(head, own);
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
