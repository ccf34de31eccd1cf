package io.github.realip.whoami;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.http.HttpServletRequest;

/** What looks at requests gave that came too late for the answer, or what they threw. */
final class LateLooks {
  private static final Map<String, CompletableFuture<Map<String, Object>>> RESULTS = new ConcurrentHashMap<>();

  private LateLooks() {
  }

  static CompletableFuture<Map<String, Object>> result(String id) {
    return RESULTS.computeIfAbsent(id, unseen -> new CompletableFuture<>());
  }

  static void look(HttpServletRequest request, String id) {
    Map<String, Object> late = new LinkedHashMap<>();
    try {
      late.put("remoteAddr", request.getRemoteAddr());
      late.put("remoteHost", request.getRemoteHost());
    } catch (Throwable e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      late.put("exception", e.getClass().getName());
      late.put("trace", trace.toString());
    }
    result(id).complete(late);
  }
}
