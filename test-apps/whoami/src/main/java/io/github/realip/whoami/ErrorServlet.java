package io.github.realip.whoami;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Looks, then fails with the status whose error page is {@code /whoami}. */
public final class ErrorServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Seen.remember(request);
    response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
  }
}
