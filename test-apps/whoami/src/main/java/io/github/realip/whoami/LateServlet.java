package io.github.realip.whoami;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Answers at once, but lets another thread look at the request when it is long over. */
public final class LateServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final long LATE_MILLIS = 300;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String id = request.getParameter("id");
    new Thread(() -> look(request, id), "whoami-late").start();
    Seen.answer(Seen.in(request), response);
  }

  private static void look(HttpServletRequest request, String id) {
    try {
      Thread.sleep(LATE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LateLooks.look(request, id);
  }
}
