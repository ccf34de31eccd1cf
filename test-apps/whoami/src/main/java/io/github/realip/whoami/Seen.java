package io.github.realip.whoami;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;

/** What the application sees of a request, and its answer as JSON. */
final class Seen {
  static final String LISTENER = "whoami.listener";
  private static final String BEFORE = "whoami.before";

  private Seen() {
  }

  /** Keeps the address that is seen here for the answer of a later stage of the same request. */
  static void remember(ServletRequest request) {
    request.setAttribute(BEFORE, address(request));
  }

  /** The address that is seen here. */
  static String address(ServletRequest request) {
    return Fault.during(request, ServletRequest::getRemoteAddr);
  }

  static Map<String, Object> in(HttpServletRequest request) {
    Map<String, Object> seen = new LinkedHashMap<>();
    seen.put("remoteAddr", address(request));
    seen.put("remoteHost", Fault.during(request, ServletRequest::getRemoteHost));
    seen.put("remotePort", request.getRemotePort());
    seen.put("scheme", request.getScheme());
    seen.put("secure", request.isSecure());
    seen.put("serverName", request.getServerName());
    seen.put("serverPort", request.getServerPort());
    seen.put("requestUrl", request.getRequestURL().toString());
    seen.put("listener", request.getAttribute(LISTENER));
    seen.put("before", request.getAttribute(BEFORE));
    seen.put("dispatcher", String.valueOf(request.getDispatcherType()));
    seen.put("headers", headers(request));
    seen.put("container", WhoamiApplication.container());
    seen.put("requestClass", request.getClass().getName());
    seen.put("java", System.getProperty("java.version"));
    return seen;
  }

  static void answer(Map<String, Object> seen, ServletResponse response) throws IOException {
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(Json.text(seen) + "\n");
  }

  private static List<List<String>> headers(HttpServletRequest request) {
    List<List<String>> lines = new ArrayList<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      for (String value : Collections.list(request.getHeaders(name))) {
        lines.add(Arrays.asList(name, value));
      }
    }
    return lines;
  }
}
