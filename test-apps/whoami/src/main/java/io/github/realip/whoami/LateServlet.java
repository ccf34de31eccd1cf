package io.github.realip.whoami;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Answers at once, but lets another thread look at the request when it is long over. */
public final class LateServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final long LATE_MILLIS = 300;
  private static final Map<String, CompletableFuture<Map<String, Object>>> RESULTS = new ConcurrentHashMap<>();

  static CompletableFuture<Map<String, Object>> result(String id) {
    return RESULTS.computeIfAbsent(id, unseen -> new CompletableFuture<>());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    CompletableFuture<Map<String, Object>> result = result(request.getParameter("id"));
    new Thread(() -> look(request, result), "whoami-late").start();
    Seen.answer(Seen.in(request), response);
  }

  private static void look(HttpServletRequest request, CompletableFuture<Map<String, Object>> result) {
    Map<String, Object> late = new LinkedHashMap<>();
    try {
      Thread.sleep(LATE_MILLIS);
      late.put("remoteAddr", request.getRemoteAddr());
      late.put("remoteHost", request.getRemoteHost());
    } catch (Throwable e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      late.put("exception", e.getClass().getName());
      late.put("trace", trace.toString());
    }
    result.complete(late);
  }
}
