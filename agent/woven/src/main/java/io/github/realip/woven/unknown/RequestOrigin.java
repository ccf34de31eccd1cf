package io.github.realip.woven.unknown;

import io.github.realip.woven.RealIp;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Scheme, host and port of such a request, by the head that has just decided its address. Where the container makes a
 * redirect or a cookie by asking its request, these follow.
 */
@SuppressWarnings("unchecked")
abstract class RequestOrigin {

  abstract String getRemoteAddr();

  public String getScheme() {
    String own = RealIp.original();
    try {
      Object[] asking = (Object[]) RealIp.asking.apply(null, null);
      if (asking[0] != null) {
        return own;
      }
      asking[1] = Boolean.TRUE;
      getRemoteAddr();
      Object head = asking[1];
      asking[1] = null;
      Object origin = RealIp.origin.apply(head, own);
      String scheme = origin == null ? null : ((Supplier<String>) origin).get();
      return scheme == null ? own : scheme;
    } catch (Throwable any) {
      return own;
    }
  }

  public boolean isSecure() {
    boolean own = RealIp.originalBoolean();
    try {
      Object[] asking = (Object[]) RealIp.asking.apply(null, null);
      if (asking[0] != null) {
        return own;
      }
      asking[1] = Boolean.TRUE;
      getRemoteAddr();
      Object head = asking[1];
      asking[1] = null;
      Object origin = RealIp.origin.apply(head, null);
      String scheme = origin == null ? null : ((Supplier<String>) origin).get();
      return scheme == null ? own : scheme.equals("https");
    } catch (Throwable any) {
      return own;
    }
  }

  public String getServerName() {
    String own = RealIp.original();
    try {
      Object[] asking = (Object[]) RealIp.asking.apply(null, null);
      if (asking[0] != null) {
        return own;
      }
      String scheme;
      asking[0] = Boolean.TRUE;
      try {
        scheme = getScheme(); // the container's own
      } finally {
        asking[0] = null;
      }
      asking[1] = Boolean.TRUE;
      getRemoteAddr();
      Object head = asking[1];
      asking[1] = null;
      Object origin = RealIp.origin.apply(head, scheme);
      return origin == null ? own : ((UnaryOperator<String>) origin).apply(own);
    } catch (Throwable any) {
      return own;
    }
  }

  public int getServerPort() {
    int own = RealIp.originalInt();
    try {
      Object[] asking = (Object[]) RealIp.asking.apply(null, null);
      if (asking[0] != null) {
        return own;
      }
      String scheme;
      asking[0] = Boolean.TRUE;
      try {
        scheme = getScheme(); // the container's own
      } finally {
        asking[0] = null;
      }
      asking[1] = Boolean.TRUE;
      getRemoteAddr();
      Object head = asking[1];
      asking[1] = null;
      Object origin = RealIp.origin.apply(head, scheme);
      return origin == null ? own : ((IntUnaryOperator) origin).applyAsInt(own);
    } catch (Throwable any) {
      return own;
    }
  }

  /** Whether the container asks its own methods for the parts, nobody knows; so what precedes the path is put anew. */
  public StringBuffer getRequestURL() {
    StringBuffer own = RealIp.original();
    try {
      Object[] asking = (Object[]) RealIp.asking.apply(null, null);
      if (asking[0] != null) {
        return own;
      }
      asking[1] = Boolean.TRUE;
      getRemoteAddr();
      Object head = asking[1];
      asking[1] = null;
      int authority = own.indexOf("://") + 3;
      if (authority < 3 || RealIp.origin.apply(head, null) == null) {
        return own;
      }
      String scheme = getScheme();
      int port = getServerPort();
      StringBuffer url = new StringBuffer(scheme).append("://").append(getServerName());
      if (port != (scheme.equals("https") ? 443 : 80)) {
        url.append(':').append(port);
      }
      int path = own.indexOf("/", authority);
      return path < 0 ? url : url.append(own.substring(path));
    } catch (Throwable any) {
      return own;
    }
  }
}
