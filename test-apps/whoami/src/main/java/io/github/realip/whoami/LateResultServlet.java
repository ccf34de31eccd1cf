package io.github.realip.whoami;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Tells what the late look at another request gave. */
public final class LateResultServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      Seen.answer(LateLooks.result(request.getParameter("id")).get(10, TimeUnit.SECONDS), response);
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }
}
