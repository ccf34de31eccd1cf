package io.github.realip.whoami;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Answers who the client is by each of the {@link ClientIpIdioms}, and all that can be read of {@code ?names=A,B}. */
public final class IdiomsServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Map<String, Object> idioms = new LinkedHashMap<>();
    for (Map.Entry<String, Function<HttpServletRequest, String>> each : ClientIpIdioms.all().entrySet()) {
      idioms.put(each.getKey(), each.getValue().apply(request));
    }
    Map<String, Object> read = new LinkedHashMap<>();
    for (String name : request.getParameter("names").split(",")) {
      read.put(name, Arrays.asList(request.getHeader(name), Collections.list(request.getHeaders(name)),
          outcome(() -> request.getIntHeader(name)), outcome(() -> request.getDateHeader(name))));
    }
    Map<String, Object> seen = Seen.in(request);
    seen.put("idioms", idioms);
    seen.put("audit", ClientIpIdioms.audit(request));
    seen.put("read", read);
    Seen.answer(seen, response);
  }

  /** The result, or the failure's name. */
  private static Object outcome(Callable<Object> question) {
    try {
      return question.call();
    } catch (Exception e) {
      return e.getClass().getSimpleName();
    }
  }
}
