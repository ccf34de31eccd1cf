package io.github.realip.whoami;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Sends the browser to what the request's query is, and begins a session, as the page behind a login does. */
public final class RedirectServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    request.getSession();
    response.sendRedirect(request.getQueryString());
  }
}
