package io.github.realip.woven.tomcat;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.tomcat.stub.org.apache.coyote.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Headers that name a client, for whoever asks the innermost request: application, filters, valves, log, CGI, WebSocket
 * handshake. Coyote's own fields stay. Tomcat reads numbers and dates by {@code getHeader} itself.
 */
@SuppressWarnings("unchecked")
abstract class RequestHeaders {

  abstract Request getCoyoteRequest();

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
      getRemoteAddr();
      return (String) RealIp.verified.apply(getCoyoteRequest().getAttribute(RealIp.key), name);
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
      getRemoteAddr();
      Object line = RealIp.verified.apply(getCoyoteRequest().getAttribute(RealIp.key), name);
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
      getRemoteAddr();
      return (Enumeration<String>) RealIp.verifiedNames.apply(getCoyoteRequest().getAttribute(RealIp.key), own);
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
}
