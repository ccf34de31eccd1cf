package io.github.realip.woven.unknown;

import io.github.realip.woven.RealIp;
import java.io.BufferedReader;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Map;

/** The same request, before its body is read: trailers come after the body, so the head is read before it. */
abstract class ServletRequestBody {

  abstract String getRemoteAddr();

  public BufferedReader getReader() {
    try {
      getRemoteAddr();
    } catch (Throwable any) {
      // then it is read when somebody asks
    }
    return RealIp.original();
  }

  public String getParameter(String name) {
    try {
      getRemoteAddr();
    } catch (Throwable any) {
      // then it is read when somebody asks
    }
    return RealIp.original();
  }

  public Enumeration<String> getParameterNames() {
    try {
      getRemoteAddr();
    } catch (Throwable any) {
      // then it is read when somebody asks
    }
    return RealIp.original();
  }

  public String[] getParameterValues(String name) {
    try {
      getRemoteAddr();
    } catch (Throwable any) {
      // then it is read when somebody asks
    }
    return RealIp.original();
  }

  public Map<String, String[]> getParameterMap() {
    try {
      getRemoteAddr();
    } catch (Throwable any) {
      // then it is read when somebody asks
    }
    return RealIp.original();
  }

  public Collection<?> getParts() {
    try {
      getRemoteAddr();
    } catch (Throwable any) {
      // then it is read when somebody asks
    }
    return RealIp.original();
  }
}
