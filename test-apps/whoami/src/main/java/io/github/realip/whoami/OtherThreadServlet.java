package io.github.realip.whoami;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Lets another thread look first, while the request's own one waits. */
public final class OtherThreadServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Thread other = new Thread(() -> Seen.remember(request), "whoami-other");
    other.start();
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new ServletException(e);
    }
    Seen.answer(Seen.in(request), response);
  }
}
