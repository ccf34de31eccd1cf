package io.github.realip.whoami;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Looks, then forwards to {@code /whoami}. */
public final class ForwardServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Seen.remember(request);
    request.getRequestDispatcher("/whoami").forward(request, response);
  }
}
