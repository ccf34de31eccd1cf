package io.github.realip.woven.grizzly;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.HttpRequestPacket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Headers that name a client, for Grizzly's own servlets and access log and for the request of GlassFish; the packet's
 * own stay. Grizzly reads numbers and dates by {@code getHeader} itself.
 */
@SuppressWarnings("unchecked")
abstract class RequestHeaders {

  abstract HttpRequestPacket getRequest();

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
      return (String) RealIp.verified.apply(getRequest().getAttributes().getAttribute(RealIp.key), name);
    } catch (Throwable any) {
      try {
        return watched || RealIp.clientHeaders.contains(name.replace('_', '-')) ? null : own;
      } catch (Throwable again) {
        return null;
      }
    }
  }

  public Iterable<String> getHeaders(String name) {
    Iterable<String> own = RealIp.original();
    boolean watched = false;
    try {
      watched = (Boolean) RealIp.watched.apply(name, null);
      if (!watched || !own.iterator().hasNext()) {
        return own;
      }
      getRemoteAddr();
      Object line = RealIp.verified.apply(getRequest().getAttributes().getAttribute(RealIp.key), name);
      return line == null ? Collections.<String>emptyList()
          : Collections.singleton((String) line);
    } catch (Throwable any) {
      try {
        return watched || RealIp.clientHeaders.contains(name.replace('_', '-'))
            ? Collections.<String>emptyList() : own;
      } catch (Throwable again) {
        return null;
      }
    }
  }

  public Iterable<String> getHeaderNames() {
    Iterable<String> own = RealIp.original();
    try {
      getRemoteAddr();
      return (Iterable<String>) RealIp.verifiedNames.apply(getRequest().getAttributes().getAttribute(RealIp.key), own);
    } catch (Throwable any) {
      try {
        List<String> others = new ArrayList<String>();
        for (String name : own) {
          if (!RealIp.clientHeaders.contains(name.replace('_', '-'))) {
            others.add(name);
          }
        }
        return others;
      } catch (Throwable again) {
        return null;
      }
    }
  }
}
